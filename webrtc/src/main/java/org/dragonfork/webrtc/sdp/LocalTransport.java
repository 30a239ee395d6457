package org.dragonfork.webrtc.sdp;

import java.util.List;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.dragonfork.webrtc.ice.IceCredentials;

/**
 * The server's side of one viewer connection, as an answer tells it.
 *
 * @param candidates all there will ever be: the server cannot trickle
 * @param sessionId number of the {@code o=} line, not negative and random (RFC 9429 section 5.2.1)
 */
public record LocalTransport(
        IceCredentials credentials, CertificateFingerprint fingerprint, List<IceCandidate> candidates, long sessionId) {
    public LocalTransport {
        candidates = List.copyOf(candidates);
        if (sessionId < 0) {
            throw new IllegalArgumentException("session id " + sessionId + " is negative");
        }
    }
}
