package org.dragonfork.server.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.webrtc.ice.IceCandidate;

/**
 * The addresses that viewers are told. Configured ones if there are any (W-105: a NAT's outside address is given as a host
 * candidate), else those of the machine's own interfaces without bridges of containers and virtual machines (W-115).
 */
public final class HostCandidates {
    private static final Set<String> VIRTUAL =
            Set.of("docker", "br-", "veth", "virbr", "cni", "flannel", "cali", "lxc");

    /** More make set-up slower, not better. */
    private static final int MAX_CANDIDATES = 8;

    private HostCandidates() {}

    /**
     * Collects the candidates, best first.
     *
     * @param configured public and NAT 1:1 addresses; when there are any, only these
     * @param bound the address the public port is bound to
     */
    public static List<IceCandidate> collect(List<InetAddress> configured, InetAddress bound, int port)
            throws SocketException {
        var addresses = new LinkedHashSet<InetAddress>(configured);
        if (addresses.isEmpty()) {
            if (bound.isAnyLocalAddress()) {
                addresses.addAll(ofInterfaces());
            } else {
                addresses.add(bound);
            }
        }
        var candidates = new ArrayList<IceCandidate>();
        int preference = 65535;
        for (InetAddress address : addresses) {
            if (candidates.size() < MAX_CANDIDATES) {
                candidates.add(new IceCandidate(new InetSocketAddress(address, port), preference--));
            }
        }
        return candidates;
    }

    /** The same, and never empty: without any network, a viewer on this machine still works. */
    public static List<IceCandidate> atLeastLoopback(List<InetAddress> configured, InetAddress bound, int port)
            throws SocketException {
        List<IceCandidate> found = collect(configured, bound, port);
        return found.isEmpty() ? collect(List.of(InetAddress.ofLiteral("127.0.0.1")), bound, port) : found;
    }

    /**
     * What to say when viewers are told addresses that this way cannot answer from.
     *
     * @param bound the address the public port is bound to
     */
    public static Optional<String> warning(InetAddress bound, SinkChoice way) throws SocketException {
        return bound.isAnyLocalAddress() ? warning(ofInterfaces(), way) : Optional.empty();
    }

    static Optional<String> warning(List<InetAddress> addresses, SinkChoice way) {
        long six = addresses.stream().filter(Inet6Address.class::isInstance).count();
        if (way != SinkChoice.NIO || Math.max(six, addresses.size() - six) < 2) {
            return Optional.empty();
        }
        return Optional.of(
                "webrtc.datagram_sink nio cannot answer from the address that a viewer asked, so that of several"
                        + " addresses of this machine some do not work for viewers; set webrtc.bind_address to one of them, or"
                        + " webrtc.datagram_sink to auto on 64-bit Linux");
    }

    private static List<InetAddress> ofInterfaces() throws SocketException {
        var v4 = new ArrayList<InetAddress>();
        var v6 = new ArrayList<InetAddress>();
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            if (!network.isUp() || network.isLoopback() || isVirtual(network)) {
                continue;
            }
            network.inetAddresses()
                    .filter(address -> !address.isLinkLocalAddress()
                            && !address.isMulticastAddress()
                            && !address.isLoopbackAddress())
                    .forEach(address -> (address instanceof Inet6Address ? v6 : v4).add(address));
        }
        v4.addAll(v6);
        return v4;
    }

    private static boolean isVirtual(NetworkInterface network) {
        String name = network.getName().toLowerCase(Locale.ROOT);
        return VIRTUAL.stream().anyMatch(name::startsWith);
    }
}
