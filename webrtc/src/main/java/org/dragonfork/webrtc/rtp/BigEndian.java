package org.dragonfork.webrtc.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Network byte order on arrays: 16, 24, 32 and 64 bit fields at any offset, one bounds check each. It knows no packet.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} when the field does not lie in the array: readers of network
 * bytes check lengths first.
 */
public final class BigEndian {
    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    /** Reads 16 bits: 0..65535. */
    public static int uint16(byte[] buffer, int offset) {
        return (short) INT16.get(buffer, offset) & 0xFFFF;
    }

    /** Reads 24 bits: 0..16777215. */
    public static int uint24(byte[] buffer, int offset) {
        return ((buffer[offset] & 0xFF) << 16) | uint16(buffer, offset + 1);
    }

    /** Reads 32 bits. */
    public static int int32(byte[] buffer, int offset) {
        return (int) INT32.get(buffer, offset);
    }

    /** Reads 32 bits as an unsigned number. */
    public static long uint32(byte[] buffer, int offset) {
        return int32(buffer, offset) & 0xFFFF_FFFFL;
    }

    /** Reads 64 bits. */
    public static long int64(byte[] buffer, int offset) {
        return (long) INT64.get(buffer, offset);
    }

    /** Writes the low 16 bits of a value. */
    public static void put16(byte[] buffer, int offset, int value) {
        INT16.set(buffer, offset, (short) value);
    }

    /** Writes the low 24 bits of a value. */
    public static void put24(byte[] buffer, int offset, int value) {
        buffer[offset] = (byte) (value >> 16);
        put16(buffer, offset + 1, value);
    }

    /** Writes 32 bits. */
    public static void put32(byte[] buffer, int offset, int value) {
        INT32.set(buffer, offset, value);
    }

    /** Writes 64 bits. */
    public static void put64(byte[] buffer, int offset, long value) {
        INT64.set(buffer, offset, value);
    }
}
