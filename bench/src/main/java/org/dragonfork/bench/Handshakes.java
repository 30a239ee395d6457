package org.dragonfork.bench;

import java.util.List;
import java.util.Set;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.testkit.dtls.DatagramPath;
import org.dragonfork.testkit.dtls.DtlsPair;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/** Real DTLS handshakes of two endpoints in this process, without sockets. */
final class Handshakes {
    private Handshakes() {}

    /** Does one; answers the server's end, established. */
    static DtlsEndpoint establish(BcDtlsEndpointFactory factory) {
        Set<CertificateFingerprint> accepted = Set.of(factory.localFingerprint());
        var pair = new DtlsPair(
                wakeup -> factory.server(accepted, wakeup),
                wakeup -> factory.client(accepted, List.of(SrtpProfile.AEAD_AES_128_GCM), wakeup),
                DatagramPath.perfect(),
                DatagramPath.perfect());
        pair.establish();
        return pair.server().endpoint();
    }
}
