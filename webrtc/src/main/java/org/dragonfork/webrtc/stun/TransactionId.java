package org.dragonfork.webrtc.stun;

import java.util.random.RandomGenerator;

/**
 * The 96 bits that tie a STUN response to its request (RFC 8489 section 5).
 *
 * @param first the first 32 bits on the wire
 * @param rest the other 64 bits
 */
public record TransactionId(int first, long rest) {
    static final int LENGTH = 12;

    /** Makes a new id; {@code random} must be a cryptographic source. */
    public static TransactionId generate(RandomGenerator random) {
        return new TransactionId(random.nextInt(), random.nextLong());
    }

    @Override
    public String toString() {
        return String.format("%08x%016x", first, rest);
    }

    static TransactionId read(byte[] bytes, int at) {
        return new TransactionId(BigEndian.i32(bytes, at), BigEndian.i64(bytes, at + 4));
    }

    void write(byte[] bytes, int at) {
        BigEndian.put32(bytes, at, first);
        BigEndian.put64(bytes, at + 4, rest);
    }
}
