package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import org.dragonfork.egress.media.Destination;

/**
 * Socket addresses as Linux has them. On a socket of IPv6 an IPv4 address is written as a mapped one (RFC 4291 section
 * 2.5.5.2), and read back as what it is.
 *
 * <pre>
 * sockaddr_in   | family 2 | port 2 | address 4 | zero 8 |                     16
 * sockaddr_in6  | family 2 | port 2 | flow 4 | address 16 | scope 4 |          28
 * </pre>
 */
final class NativeAddress {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    /** Room for either, aligned. */
    static final int ROOM = 32;

    /** Answer of {@link #write} for an IPv6 address on a socket of IPv4. */
    static final int IMPOSSIBLE = -1;

    /** Bytes of addresses stand in network order. */
    static final ValueLayout.OfLong NETWORK_LONG = JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);

    static final ValueLayout.OfInt NETWORK_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

    private static final int LENGTH = 16;
    private static final int LENGTH6 = 28;

    private NativeAddress() {}

    /** Writes an address for a socket of this family; returns the length or {@link #IMPOSSIBLE}. */
    static int write(MemorySegment memory, long at, Destination to, int family) {
        if (family == AF_INET) {
            if (!to.isIpv4()) {
                return IMPOSSIBLE;
            }
            memory.set(JAVA_SHORT, at, (short) AF_INET);
            port(memory, at, to.port());
            memory.set(NETWORK_INT, at + 4, (int) to.low());
            memory.set(JAVA_INT, at + 8, 0);
            memory.set(JAVA_INT, at + 12, 0);
            return LENGTH;
        }
        memory.set(JAVA_SHORT, at, (short) AF_INET6);
        port(memory, at, to.port());
        memory.set(JAVA_INT, at + 4, 0);
        memory.set(NETWORK_LONG, at + 8, to.high());
        memory.set(NETWORK_LONG, at + 16, to.low());
        memory.set(JAVA_INT, at + 24, to.scope());
        return LENGTH6;
    }

    /** The address that stands there. */
    static InetSocketAddress read(MemorySegment memory, long at) {
        int port = ((memory.get(JAVA_BYTE, at + 2) & 0xff) << 8) | (memory.get(JAVA_BYTE, at + 3) & 0xff);
        boolean six = memory.get(JAVA_SHORT, at) == AF_INET6;
        InetAddress ip = six
                ? ip(memory.get(NETWORK_LONG, at + 8), memory.get(NETWORK_LONG, at + 16), memory.get(JAVA_INT, at + 24))
                : ip(memory.get(NETWORK_INT, at + 4));
        return new InetSocketAddress(ip, port);
    }

    /** An IPv4 address of its four bytes. */
    static InetAddress ip(int bytes) {
        return ip(new byte[] {(byte) (bytes >>> 24), (byte) (bytes >>> 16), (byte) (bytes >>> 8), (byte) bytes}, 0);
    }

    /** An address of the two halves of an IPv6 one; a mapped one is the IPv4 address in it. */
    static InetAddress ip(long high, long low, int scope) {
        if (high == 0 && low >>> 32 == 0xffff) {
            return ip((int) low);
        }
        byte[] ip = new byte[16];
        for (int i = 0; i < 8; i++) {
            ip[i] = (byte) (high >>> (56 - 8 * i));
            ip[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
        return ip(ip, scope);
    }

    private static InetAddress ip(byte[] ip, int scope) {
        try {
            return scope == 0 ? InetAddress.getByAddress(ip) : Inet6Address.getByAddress(null, ip, scope);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are addresses", e);
        }
    }

    private static void port(MemorySegment memory, long at, int port) {
        memory.set(JAVA_BYTE, at + 2, (byte) (port >>> 8));
        memory.set(JAVA_BYTE, at + 3, (byte) port);
    }
}
