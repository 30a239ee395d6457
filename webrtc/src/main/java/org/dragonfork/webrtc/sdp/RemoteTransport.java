package org.dragonfork.webrtc.sdp;

import java.util.List;
import java.util.Set;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;

/**
 * The viewer's side of the connection, as its offer tells it.
 *
 * @param fingerprints one of them must be its certificate's (RFC 8122 section 5)
 * @param bundleMid mid of the offerer-tagged section, whose transport is used (RFC 9143 section 7.2.1)
 * @param mids all mids of the offer in order, rejected sections included: players trickle candidates for those too
 */
public record RemoteTransport(
        IceCredentials credentials, Set<CertificateFingerprint> fingerprints, String bundleMid, List<String> mids) {
    public RemoteTransport {
        fingerprints = Set.copyOf(fingerprints);
        mids = List.copyOf(mids);
    }
}
