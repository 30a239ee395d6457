package org.dragonfork.server.planted.egress.media;

/** The inside starts nothing. */
final class StartsThread {
    Thread thread() {
        return Thread.ofVirtual().unstarted(() -> {});
    }
}
