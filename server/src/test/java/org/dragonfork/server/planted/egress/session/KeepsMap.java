package org.dragonfork.server.planted.egress.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What this room may have, as it is called from many threads. */
final class KeepsMap {
    ConcurrentMap<String, String> map() {
        return new ConcurrentHashMap<>();
    }
}
