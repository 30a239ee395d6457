package org.dragonfork.server.planted.webrtc.rtp;

import java.util.concurrent.atomic.AtomicInteger;

/** What has one owner needs no atomics. */
final class CountsAtomically {
    AtomicInteger count() {
        return new AtomicInteger();
    }
}
