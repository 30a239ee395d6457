package org.dragonfork.testkit.dtls;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The way from a client whose ClientHello does not fit one datagram, as with today's browsers: cuts it into two
 * fragments (RFC 6347 section 4.2.3). Numbers all plain records anew, so that no two of them are alike.
 */
public final class SplitClientHello implements DatagramPath {
    private static final int RECORD_HEADER = 13;
    private static final int FRAGMENT_HEADER = 12;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;

    private final UnaryOperator<List<byte[]>> arrival;
    private long nextSequence;
    private int hellos;

    /** @param arrival makes of the two halves what arrives, for each ClientHello that is sent */
    public SplitClientHello(UnaryOperator<List<byte[]>> arrival) {
        this.arrival = arrival;
    }

    /** ClientHellos seen so far, the repeated ones too. */
    public int hellos() {
        return hellos;
    }

    @Override
    public List<byte[]> carry(byte[] datagram) {
        boolean hello = datagram[0] == HANDSHAKE && epoch(datagram, 0) == 0 && datagram[RECORD_HEADER] == CLIENT_HELLO;
        if (!hello) {
            byte[] copy = datagram.clone();
            renumber(copy);
            return List.of(copy);
        }
        hellos++;
        int length = datagram.length - RECORD_HEADER - FRAGMENT_HEADER;
        int cut = length / 2;
        List<byte[]> halves = new ArrayList<>();
        halves.add(fragment(datagram, 0, cut));
        halves.add(fragment(datagram, cut, length - cut));
        return arrival.apply(halves);
    }

    private byte[] fragment(byte[] whole, int from, int length) {
        ByteBuffer out = ByteBuffer.allocate(RECORD_HEADER + FRAGMENT_HEADER + length);
        out.put(whole, 0, RECORD_HEADER + FRAGMENT_HEADER);
        out.put(whole, RECORD_HEADER + FRAGMENT_HEADER + from, length);
        out.putShort(11, (short) (FRAGMENT_HEADER + length));
        putUint24(out, RECORD_HEADER + 6, from);
        putUint24(out, RECORD_HEADER + 9, length);
        byte[] datagram = out.array();
        renumber(datagram);
        return datagram;
    }

    private void renumber(byte[] datagram) {
        ByteBuffer buffer = ByteBuffer.wrap(datagram);
        int at = 0;
        while (at < datagram.length) {
            if (epoch(datagram, at) == 0) {
                // Epoch 0 and the 48-bit sequence number together are one long.
                buffer.putLong(at + 3, nextSequence++);
            }
            at += RECORD_HEADER + (buffer.getShort(at + 11) & 0xFFFF);
        }
    }

    private static int epoch(byte[] datagram, int at) {
        return ByteBuffer.wrap(datagram).getShort(at + 3);
    }

    private static void putUint24(ByteBuffer buffer, int at, int value) {
        buffer.put(at, (byte) (value >> 16)).putShort(at + 1, (short) value);
    }
}
