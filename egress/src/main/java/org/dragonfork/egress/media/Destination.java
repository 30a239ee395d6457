package org.dragonfork.egress.media;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.dragonfork.webrtc.ice.CandidatePair;

/**
 * Where a run goes and which address of this machine it leaves from, with the bytes of both taken out once, because asking
 * an {@link InetSocketAddress} for them makes a copy each time. Made when a viewer's pair changes, never per packet.
 *
 * <p>Addresses are told as two halves of an IPv6 one; an IPv4 address is the mapped one (RFC 4291 section 2.5.5.2), so its
 * four bytes are the low ones of the low half.
 */
public final class Destination {
    private static final long MAPPED = 0xffff_0000_0000L;

    private final CandidatePair pair;
    private final boolean ipv4;
    private final long high;
    private final long low;
    private final int scope;
    private final boolean sourced;
    private final long sourceHigh;
    private final long sourceLow;
    private final int sourceScope;

    /**
     * @param pair what the run goes over; from whatever address the system chooses when its local one is not known
     * @throws IllegalArgumentException for an address that is only a name
     */
    public Destination(CandidatePair pair) {
        if (pair.remote().isUnresolved()) {
            throw new IllegalArgumentException("a datagram needs an address, not a name");
        }
        this.pair = pair;
        InetAddress to = pair.remote().getAddress();
        byte[] ip = to.getAddress();
        this.ipv4 = ip.length == 4;
        this.high = ipv4 ? 0 : number(ip, 0, 8);
        this.low = ipv4 ? MAPPED | number(ip, 0, 4) : number(ip, 8, 8);
        this.scope = scope(to);
        InetAddress from = pair.local();
        byte[] own = from == null ? new byte[4] : from.getAddress();
        // An address of the other family cannot be the source; it would be an error of every send.
        this.sourced = from != null && own.length == ip.length;
        this.sourceHigh = own.length == 4 ? 0 : number(own, 0, 8);
        this.sourceLow = own.length == 4 ? MAPPED | number(own, 0, 4) : number(own, 8, 8);
        this.sourceScope = from == null ? 0 : scope(from);
    }

    /** The same, from whatever address the system chooses. */
    public Destination(InetSocketAddress address) {
        this(CandidatePair.to(address));
    }

    /** The pair it was made of. */
    public CandidatePair pair() {
        return pair;
    }

    /** Where it goes. */
    public InetSocketAddress address() {
        return pair.remote();
    }

    /** Whether it goes to an IPv4 address. */
    public boolean isIpv4() {
        return ipv4;
    }

    /** First eight bytes of the address. */
    public long high() {
        return high;
    }

    /** Last eight bytes of the address. */
    public long low() {
        return low;
    }

    /** Port, 0 to 65535. */
    public int port() {
        return pair.remote().getPort();
    }

    /** Scope of an IPv6 address that is valid on one link only, else 0. */
    public int scope() {
        return scope;
    }

    /** Whether it is to leave from one address. */
    public boolean isSourced() {
        return sourced;
    }

    /** First eight bytes of the address it leaves from. */
    public long sourceHigh() {
        return sourceHigh;
    }

    /** Last eight bytes of the address it leaves from. */
    public long sourceLow() {
        return sourceLow;
    }

    /** Scope of the address it leaves from. */
    public int sourceScope() {
        return sourceScope;
    }

    private static int scope(InetAddress address) {
        return address instanceof Inet6Address six ? six.getScopeId() : 0;
    }

    private static long number(byte[] bytes, int offset, int length) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = (number << 8) | (bytes[offset + i] & 0xff);
        }
        return number;
    }
}
