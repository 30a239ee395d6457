package org.dragonfork.egress.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Datagrams that came before FFmpeg said what they are. It sends the first key frame while it still prints its description;
 * without that one, a stream would wait a whole GOP to be live. Not the ring: nothing of it can be sent yet.
 */
final class EarlyPackets {
    /** Some 600 KB for the short time: a key frame of 8 Mbit/s and the second after it. The first ones are the ones kept. */
    static final int MOST = 512;

    private List<Early> packets = new ArrayList<>();

    /** A datagram and when it came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Early(byte[] datagram, long nowNanos, long unixNanos) {}

    void keep(byte[] datagram, int length, long nowNanos, long unixNanos) {
        if (packets.size() < MOST) {
            packets.add(new Early(Arrays.copyOf(datagram, length), nowNanos, unixNanos));
        }
    }

    /** All of them, oldest first; none is kept any longer. */
    List<Early> take() {
        List<Early> taken = packets;
        packets = new ArrayList<>();
        return taken;
    }
}
