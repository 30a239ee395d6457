package org.dragonfork.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import org.dragonfork.egress.media.Destination;
import org.jspecify.annotations.Nullable;

/**
 * The control message that tells which address of this machine a datagram came to, and on the way out which one it leaves
 * from (ip(7), ipv6(7); RFC 3542 section 6). A socket of IPv6 has it for mapped IPv4 addresses, too.
 *
 * <pre>
 * cmsghdr       | length 8 | level 4 | type 4 |                             what follows is filled up to 8
 * in6_pktinfo   | address 16 | interface 4 |                                IPPROTO_IPV6, IPV6_PKTINFO
 * in_pktinfo    | interface 4 | local address 4 | address in the header 4 |   IPPROTO_IP, IP_PKTINFO
 * </pre>
 *
 * <p>On the way out the interface is left to the routes, which are asked with the address that is to be the source: the way
 * back need not be the way in. Only an address that is valid on one link names its interface.
 *
 * <p>Reads for one thread: the last address is kept, as there are few.
 */
final class PacketInfo {
    /** Room for the longer one. */
    static final int ROOM = 40;

    static final int IPPROTO_IP = 0;
    static final int IPPROTO_IPV6 = 41;
    static final int IP_PKTINFO = 8;
    static final int IPV6_RECVPKTINFO = 49;
    static final int IPV6_PKTINFO = 50;

    private static final int HEADER = 16;
    private static final int LENGTH = HEADER + 12;
    private static final int LENGTH6 = HEADER + 20;

    private @Nullable InetAddress known;
    private long knownHigh;
    private long knownLow;
    private int knownScope;

    /**
     * Writes the message for a destination that is to be sent to from one address. It is to be the last: what fills it up is
     * not counted. Then alone it fits where the kernel has room for it without asking for memory, which is 36 bytes.
     *
     * @return bytes it takes; 0 for a destination that is sent to from any address
     */
    static int write(MemorySegment memory, long at, Destination to, int family) {
        if (!to.isSourced()) {
            return 0;
        }
        if (family == NativeAddress.AF_INET) {
            memory.set(JAVA_LONG, at, LENGTH);
            memory.set(JAVA_INT, at + 8, IPPROTO_IP);
            memory.set(JAVA_INT, at + 12, IP_PKTINFO);
            memory.set(JAVA_INT, at + HEADER, 0);
            memory.set(NativeAddress.NETWORK_INT, at + HEADER + 4, (int) to.sourceLow());
            memory.set(JAVA_INT, at + HEADER + 8, 0);
            return LENGTH;
        }
        memory.set(JAVA_LONG, at, LENGTH6);
        memory.set(JAVA_INT, at + 8, IPPROTO_IPV6);
        memory.set(JAVA_INT, at + 12, IPV6_PKTINFO);
        memory.set(NativeAddress.NETWORK_LONG, at + HEADER, to.sourceHigh());
        memory.set(NativeAddress.NETWORK_LONG, at + HEADER + 8, to.sourceLow());
        memory.set(JAVA_INT, at + HEADER + 16, to.sourceScope());
        return LENGTH6;
    }

    /**
     * Finds the message among those of a datagram. Believes no length that does not fit.
     *
     * @param length bytes of control messages, at most what the memory has from there
     * @return null when it is not there, or not whole
     */
    @Nullable
    InetAddress read(MemorySegment memory, long at, long length) {
        long left = length;
        long message = at;
        while (left >= HEADER) {
            long size = memory.get(JAVA_LONG, message);
            if (size < HEADER || size > left) {
                return null;
            }
            int level = memory.get(JAVA_INT, message + 8);
            int type = memory.get(JAVA_INT, message + 12);
            if (level == IPPROTO_IPV6 && type == IPV6_PKTINFO && size >= LENGTH6) {
                return local(
                        memory.get(NativeAddress.NETWORK_LONG, message + HEADER),
                        memory.get(NativeAddress.NETWORK_LONG, message + HEADER + 8),
                        memory.get(JAVA_INT, message + HEADER + 16));
            }
            if (level == IPPROTO_IP && type == IP_PKTINFO && size >= LENGTH) {
                int address = memory.get(NativeAddress.NETWORK_INT, message + HEADER + 4);
                return local(0, 0xffff_0000_0000L | Integer.toUnsignedLong(address), 0);
            }
            long step = (size + 7) & ~7L;
            message += step;
            left -= step;
        }
        return null;
    }

    private @Nullable InetAddress local(long high, long low, int scope) {
        if (known == null || high != knownHigh || low != knownLow || scope != knownScope) {
            known = address(high, low, scope);
            knownHigh = high;
            knownLow = low;
            knownScope = scope;
        }
        // What was sent to many cannot be answered from there.
        return known.isMulticastAddress() || known.isAnyLocalAddress() ? null : known;
    }

    /** The interface is part of an address only where that is valid on one link. */
    private static InetAddress address(long high, long low, int scope) {
        boolean onLink = high >>> 54 == 0xfe80L >>> 6;
        return NativeAddress.ip(high, low, onLink ? scope : 0);
    }
}
