package org.dragonfork.egress.media;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * Where a run goes: an address with its bytes taken out once, because asking an {@link InetSocketAddress} for them makes a
 * copy each time. Made when a viewer's address changes, never per packet.
 */
public final class Destination {
    private final InetSocketAddress address;
    private final byte[] ip;
    private final int scope;

    /** @throws IllegalArgumentException for an address that is only a name */
    public Destination(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("a datagram needs an address, not a name");
        }
        this.address = address;
        this.ip = address.getAddress().getAddress();
        this.scope = address.getAddress() instanceof Inet6Address six ? six.getScopeId() : 0;
    }

    /** The address it was made of. */
    public InetSocketAddress address() {
        return address;
    }

    /** Bytes of the IP address, 4 or 16 of them. */
    public int length() {
        return ip.length;
    }

    /** A byte of the IP address, in network order. */
    public byte at(int index) {
        return ip[index];
    }

    /** Port, 0 to 65535. */
    public int port() {
        return address.getPort();
    }

    /** Scope of an IPv6 address that is valid on one link only, else 0. */
    public int scope() {
        return scope;
    }
}
