package org.dragonfork.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Media that comes before the keys are there: the server has them one step earlier (RFC 5246 section 7.3: its Finished is the
 * last message), so that its first packets are right behind it, and a viewer's handshake runs on a thread of its own here.
 * Browsers take the handshake in before they read on and lose nothing either.
 */
final class EarlyMedia {
    /** A part of a key frame; what is kept of a stranger's is no more. */
    private static final int MOST = 128;

    private final List<Datagram> datagrams = new ArrayList<>();

    /** One of them and when it came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Datagram(byte[] bytes, long arrivedNanos) {}

    void keep(byte[] bytes, int length, long nowNanos) {
        if (datagrams.size() < MOST) {
            datagrams.add(new Datagram(Arrays.copyOf(bytes, length), nowNanos));
        }
    }

    /** All of them in the order they came; they are not kept any longer. */
    List<Datagram> take() {
        var taken = List.copyOf(datagrams);
        datagrams.clear();
        return taken;
    }
}
