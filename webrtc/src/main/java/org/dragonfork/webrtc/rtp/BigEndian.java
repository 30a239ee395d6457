package org.dragonfork.webrtc.rtp;

/**
 * Network byte order on arrays: 16, 24, 32 and 64 bit fields at any offset, one bounds check each. It knows no packet.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} when the field does not lie in the array: readers of network
 * bytes check lengths first.
 */
public final class BigEndian {
    private BigEndian() {}

    /** Reads 16 bits: 0..65535. */
    public static int uint16(byte[] buffer, int offset) {
        return ((buffer[offset] & 0xFF) << 8) | (buffer[offset + 1] & 0xFF);
    }

    /** Reads 24 bits: 0..16777215. */
    public static int uint24(byte[] buffer, int offset) {
        return ((buffer[offset] & 0xFF) << 16) | uint16(buffer, offset + 1);
    }

    /** Reads 32 bits. */
    public static int int32(byte[] buffer, int offset) {
        return (uint16(buffer, offset) << 16) | uint16(buffer, offset + 2);
    }

    /** Reads 32 bits as an unsigned number. */
    public static long uint32(byte[] buffer, int offset) {
        return int32(buffer, offset) & 0xFFFF_FFFFL;
    }

    /** Reads 64 bits. */
    public static long int64(byte[] buffer, int offset) {
        return (uint32(buffer, offset) << 32) | uint32(buffer, offset + 4);
    }

    /** Writes the low 16 bits of a value. */
    public static void put16(byte[] buffer, int offset, int value) {
        buffer[offset] = (byte) (value >> 8);
        buffer[offset + 1] = (byte) value;
    }

    /** Writes the low 24 bits of a value. */
    public static void put24(byte[] buffer, int offset, int value) {
        buffer[offset] = (byte) (value >> 16);
        put16(buffer, offset + 1, value);
    }

    /** Writes 32 bits. */
    public static void put32(byte[] buffer, int offset, int value) {
        put16(buffer, offset, value >> 16);
        put16(buffer, offset + 2, value);
    }

    /** Writes 64 bits. */
    public static void put64(byte[] buffer, int offset, long value) {
        put32(buffer, offset, (int) (value >> 32));
        put32(buffer, offset + 4, (int) value);
    }
}
