package org.dragonfork.webrtc.stun;

/** Numbers in network byte order inside a byte array; the caller has checked the bounds. */
final class BigEndian {
    private BigEndian() {}

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    static int i32(byte[] bytes, int at) {
        return u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    static long u32(byte[] bytes, int at) {
        return Integer.toUnsignedLong(i32(bytes, at));
    }

    static long i64(byte[] bytes, int at) {
        return (long) i32(bytes, at) << 32 | u32(bytes, at + 4);
    }

    static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    static void put32(byte[] bytes, int at, int value) {
        put16(bytes, at, value >> 16);
        put16(bytes, at + 2, value);
    }

    static void put64(byte[] bytes, int at, long value) {
        put32(bytes, at, (int) (value >> 32));
        put32(bytes, at + 4, (int) value);
    }
}
