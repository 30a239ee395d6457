package org.dragonfork.dtls.bc;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsEndpointFactory;
import org.dragonfork.webrtc.dtls.DtlsRole;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/**
 * Makes DTLS 1.2 endpoints of Bouncy Castle, all with one certificate; may be called from any thread. It uses the
 * library's own primitives and registers no security provider.
 */
public final class BcDtlsEndpointFactory implements DtlsEndpointFactory {
    /** Best first; what hardware does fastest, then what every peer has. */
    public static final List<SrtpProfile> DEFAULT_PREFERENCE =
            List.of(SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AEAD_AES_256_GCM, SrtpProfile.AES128_CM_HMAC_SHA1_80);

    private final SelfSignedCertificate certificate;
    private final LocalIdentity identity;
    private final List<SrtpProfile> preference;
    private final HandshakeLimits limits;
    private final ThreadFactory threads;
    private final HandshakeCounters counters = new HandshakeCounters();

    /** With the default limits and order of profiles. */
    public BcDtlsEndpointFactory(SelfSignedCertificate certificate, SecureRandom random) {
        this(certificate, random, DEFAULT_PREFERENCE, HandshakeLimits.defaults());
    }

    /** @param preference SRTP profiles that a server takes, best first; its order wins over the client's */
    public BcDtlsEndpointFactory(
            SelfSignedCertificate certificate,
            SecureRandom random,
            List<SrtpProfile> preference,
            HandshakeLimits limits) {
        this(
                certificate,
                random,
                preference,
                limits,
                Thread.ofVirtual().name("dtls-handshake-", 0).factory());
    }

    BcDtlsEndpointFactory(
            SelfSignedCertificate certificate,
            SecureRandom random,
            List<SrtpProfile> preference,
            HandshakeLimits limits,
            ThreadFactory threads) {
        if (preference.isEmpty()) {
            throw new IllegalArgumentException("a server needs at least one SRTP profile");
        }
        this.certificate = certificate;
        this.identity = new LocalIdentity(new LightCrypto(random), certificate);
        this.preference = List.copyOf(preference);
        this.limits = limits;
        this.threads = threads;
    }

    @Override
    public CertificateFingerprint localFingerprint() {
        return certificate.fingerprint();
    }

    @Override
    public DtlsEndpoint server(Set<CertificateFingerprint> accepted, Runnable wakeup) {
        return endpoint(
                DtlsRole.SERVER,
                new ServerHandshake(identity, preference, limits, new HandshakeOutcome(accepted)),
                wakeup);
    }

    @Override
    public DtlsEndpoint client(Set<CertificateFingerprint> accepted, Runnable wakeup) {
        return waitingClient(accepted, preference, wakeup);
    }

    /**
     * Makes the client side ({@code a=setup:active}) of one association, for viewers that are not a browser. Its thread
     * starts at once and the first flight is soon there to poll.
     *
     * @param accepted fingerprints of which the server's certificate must have one
     * @param offered SRTP profiles to offer, best first; with none the extension is left out
     * @param wakeup called from any thread when there is something to poll
     */
    public DtlsEndpoint client(Set<CertificateFingerprint> accepted, List<SrtpProfile> offered, Runnable wakeup) {
        BcDtlsEndpoint endpoint = waitingClient(accepted, offered, wakeup);
        endpoint.start();
        return endpoint;
    }

    /** What all endpoints of this factory did so far. */
    public HandshakeCounts counts() {
        return counters.snapshot();
    }

    private BcDtlsEndpoint waitingClient(
            Set<CertificateFingerprint> accepted, List<SrtpProfile> offered, Runnable wakeup) {
        return endpoint(
                DtlsRole.CLIENT,
                new ClientHandshake(identity, List.copyOf(offered), limits, new HandshakeOutcome(accepted)),
                wakeup);
    }

    private BcDtlsEndpoint endpoint(DtlsRole role, Handshake handshake, Runnable wakeup) {
        return new BcDtlsEndpoint(role, handshake, limits, counters, threads, wakeup);
    }
}
