package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
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

    private static final int LENGTH = 16;
    private static final int LENGTH6 = 28;

    private NativeAddress() {}

    /** Writes an address for a socket of this family; returns the length or {@link #IMPOSSIBLE}. */
    static int write(MemorySegment memory, long at, Destination to, int family) {
        if (family == AF_INET) {
            if (to.length() != 4) {
                return IMPOSSIBLE;
            }
            memory.set(JAVA_SHORT, at, (short) AF_INET);
            port(memory, at, to.port());
            for (int i = 0; i < 4; i++) {
                memory.set(JAVA_BYTE, at + 4 + i, to.at(i));
            }
            memory.set(JAVA_INT, at + 8, 0);
            memory.set(JAVA_INT, at + 12, 0);
            return LENGTH;
        }
        memory.set(JAVA_SHORT, at, (short) AF_INET6);
        port(memory, at, to.port());
        memory.set(JAVA_INT, at + 4, 0);
        int skip = 16 - to.length();
        for (int i = 0; i < 16; i++) {
            byte value = i >= skip ? to.at(i - skip) : (byte) (i >= 10 ? 0xff : 0);
            memory.set(JAVA_BYTE, at + 8 + i, value);
        }
        memory.set(JAVA_INT, at + 24, to.scope());
        return LENGTH6;
    }

    /** The address that stands there. */
    static InetSocketAddress read(MemorySegment memory, long at) {
        int port = ((memory.get(JAVA_BYTE, at + 2) & 0xff) << 8) | (memory.get(JAVA_BYTE, at + 3) & 0xff);
        boolean six = memory.get(JAVA_SHORT, at) == AF_INET6;
        byte[] ip = new byte[six && !isMapped(memory, at) ? 16 : 4];
        long from = at + (six ? 24 - ip.length : 4);
        for (int i = 0; i < ip.length; i++) {
            ip[i] = memory.get(JAVA_BYTE, from + i);
        }
        int scope = six ? memory.get(JAVA_INT, at + 24) : 0;
        try {
            return new InetSocketAddress(
                    ip.length == 16 && scope != 0
                            ? Inet6Address.getByAddress(null, ip, scope)
                            : InetAddress.getByAddress(ip),
                    port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are addresses", e);
        }
    }

    private static boolean isMapped(MemorySegment memory, long at) {
        for (int i = 0; i < 10; i++) {
            if (memory.get(JAVA_BYTE, at + 8 + i) != 0) {
                return false;
            }
        }
        return memory.get(JAVA_SHORT, at + 18) == -1;
    }

    private static void port(MemorySegment memory, long at, int port) {
        memory.set(JAVA_BYTE, at + 2, (byte) (port >>> 8));
        memory.set(JAVA_BYTE, at + 3, (byte) port);
    }
}
