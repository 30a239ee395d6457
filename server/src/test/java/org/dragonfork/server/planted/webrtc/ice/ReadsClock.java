package org.dragonfork.server.planted.webrtc.ice;

/** Time comes in. */
final class ReadsClock {
    long now() {
        return System.nanoTime();
    }
}
