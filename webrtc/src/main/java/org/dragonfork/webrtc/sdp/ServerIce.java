package org.dragonfork.webrtc.sdp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.dragonfork.webrtc.ice.IceCredentials;

/** The ICE attributes of the server, the same in an answer and in the reply to a restart (RFC 8839 section 5). */
final class ServerIce {
    /** The value of ice-options: RFC 8445 (ice2), and trickled candidates are taken (RFC 8840). */
    private static final String OPTIONS = "ice2 trickle";

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

    /** The address as SDP writes it, without the zone a link-local one has on this host. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
