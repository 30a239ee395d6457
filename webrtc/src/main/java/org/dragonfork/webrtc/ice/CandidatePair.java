package org.dragonfork.webrtc.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A way between this side and the other (RFC 8445 section 4): where a datagram arrived here, and where it came from. The
 * port on this side is always the one port, so it is left out.
 *
 * @param local address of this machine that the other side asks and expects answers from; null when it is not known or
 *     there is only one, and the system chooses
 * @param remote the other side, resolved
 */
public record CandidatePair(@Nullable InetAddress local, InetSocketAddress remote) {
    /** A way to there from whatever address the system chooses. */
    public static CandidatePair to(InetSocketAddress remote) {
        return new CandidatePair(null, remote);
    }
}
