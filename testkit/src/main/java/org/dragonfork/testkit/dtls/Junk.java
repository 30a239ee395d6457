package org.dragonfork.testkit.dtls;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Datagrams that no endpoint asked for. */
final class Junk {
    private static final int RECORD_HEADER = 13;
    private static final int FRAGMENT_HEADER = 12;

    private Junk() {}

    /** Random bytes; every other one with a record header that promises a sealed record of epoch 1. */
    static byte[] datagram(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(RECORD_HEADER + 1, 1400)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            ByteBuffer header = ByteBuffer.wrap(bytes);
            header.put((byte) random.nextInt(20, 24)).putShort((short) 0xFEFD).putShort((short) 1);
            header.putShort(11, (short) (bytes.length - RECORD_HEADER));
        } else {
            // Never a plain alert by chance: anybody on the way may end a handshake with one.
            bytes[0] = (byte) 0x80;
        }
        return bytes;
    }

    /** A plain record with one fragment of a ClientHello. */
    static byte[] fragment(int declaredLength, int offset, int length) {
        ByteBuffer out = ByteBuffer.allocate(RECORD_HEADER + FRAGMENT_HEADER + length);
        out.put((byte) 22).putShort((short) 0xFEFD).putShort((short) 0);
        out.putShort((short) 0).putInt(40).putShort((short) (FRAGMENT_HEADER + length));
        out.put((byte) 1);
        putUint24(out, declaredLength);
        out.putShort((short) 0);
        putUint24(out, offset);
        putUint24(out, length);
        return out.array();
    }

    private static void putUint24(ByteBuffer out, int value) {
        out.put((byte) (value >> 16)).putShort((short) value);
    }
}
