package org.dragonfork.bench;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.testkit.TestViewer;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** A real DTLS client that begins when its viewer has a way to the server, as browsers do; else its first flight is lost. */
final class LateDtlsClient implements DtlsEndpoint, TestViewer.Startable {
    private final BcDtlsEndpointFactory factory;
    private final CertificateFingerprint server;
    private final Runnable wakeup;
    private @Nullable DtlsEndpoint endpoint;

    /** @param server fingerprint that the answer names */
    LateDtlsClient(BcDtlsEndpointFactory factory, CertificateFingerprint server, Runnable wakeup) {
        this.factory = factory;
        this.server = server;
        this.wakeup = wakeup;
    }

    @Override
    public void begin() {
        if (endpoint == null) {
            endpoint = factory.client(Set.of(server), List.of(SrtpProfile.AEAD_AES_128_GCM), wakeup);
        }
    }

    @Override
    public void handleDatagram(byte[] bytes, int offset, int length) {
        DtlsEndpoint begun = endpoint;
        if (begun != null) {
            begun.handleDatagram(bytes, offset, length);
        }
    }

    @Override
    public Optional<DtlsOutput> poll() {
        DtlsEndpoint begun = endpoint;
        return begun == null ? Optional.empty() : begun.poll();
    }

    @Override
    public void close() {
        DtlsEndpoint begun = endpoint;
        if (begun != null) {
            begun.close();
        }
    }
}
