package org.dragonfork.dtls.bc;

import java.util.List;
import java.util.Set;
import org.dragonfork.testkit.dtls.DtlsEndpointContract;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsEndpointFactory;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/** Bouncy Castle on both sides. */
final class BcDtlsEndpointTest extends DtlsEndpointContract {
    private final BcDtlsEndpointFactory clients = Factories.quick();

    @Override
    protected DtlsEndpointFactory factory(List<SrtpProfile> preference) {
        return Factories.quick(preference);
    }

    @Override
    protected DtlsEndpoint client(Set<CertificateFingerprint> accepted, List<SrtpProfile> offered, Runnable wakeup) {
        return clients.client(accepted, offered, wakeup);
    }

    @Override
    protected CertificateFingerprint clientFingerprint() {
        return clients.localFingerprint();
    }
}
