package org.dragonfork.server.planted.server.app;

import java.lang.foreign.Linker;

final class CallsNativeCode {
    private CallsNativeCode() {}

    static String of(Linker linker) {
        return linker.toString();
    }
}
