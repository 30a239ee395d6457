package org.dragonfork.webrtc.sdp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.dragonfork.webrtc.ice.IceCredentials;

/** The ICE attributes of the server, the same in an answer and in the reply to a restart (RFC 8839 section 5). */
final class ServerIce {
    /** The value of ice-options: RFC 8445 (ice2), and trickled candidates are taken (RFC 8840). */
    private static final String OPTIONS = "ice2 trickle";

    /** The connection of a section that has none. */
    static final String NO_ADDRESS = "IN IP4 0.0.0.0";

    private ServerIce() {}

    static List<Attribute> sessionAttributes() {
        return List.of(new Attribute("ice-lite"), new Attribute("ice-options", OPTIONS));
    }

    static List<Attribute> credentials(IceCredentials credentials) {
        return List.of(new Attribute("ice-ufrag", credentials.ufrag()), new Attribute("ice-pwd", credentials.pwd()));
    }

    /** All host candidates, and that there are no more. Every address is a base of its own, so has its own foundation. */
    static List<Attribute> candidates(List<IceCandidate> candidates) {
        var attributes = new ArrayList<Attribute>();
        int foundation = 1;
        for (IceCandidate candidate : candidates) {
            attributes.add(new Attribute(
                    "candidate",
                    foundation++ + " 1 udp " + candidate.priority() + " "
                            + literal(candidate.address().getAddress()) + " "
                            + candidate.address().getPort() + " typ host"));
        }
        attributes.add(new Attribute("end-of-candidates"));
        return attributes;
    }

    /** The port of the default candidate (RFC 8839 section 4), or discard without any. */
    static int defaultPort(List<IceCandidate> candidates) {
        return defaultCandidate(candidates).map(InetSocketAddress::getPort).orElse(9);
    }

    /** The c-line of the default candidate, or that of the unspecified address without any. */
    static SdpLine defaultConnection(List<IceCandidate> candidates) {
        return new SdpLine(
                'c',
                defaultCandidate(candidates)
                        .map(InetSocketAddress::getAddress)
                        .map(address -> (address instanceof Inet4Address ? "IN IP4 " : "IN IP6 ") + literal(address))
                        .orElse(NO_ADDRESS));
    }

    private static Optional<InetSocketAddress> defaultCandidate(List<IceCandidate> candidates) {
        Optional<InetSocketAddress> ipv4 = candidates.stream()
                .map(IceCandidate::address)
                .filter(address -> address.getAddress() instanceof Inet4Address)
                .findFirst();
        return ipv4.or(() -> candidates.stream().map(IceCandidate::address).findFirst());
    }

    /** The address as SDP writes it, without the zone a link-local one has on this host. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
