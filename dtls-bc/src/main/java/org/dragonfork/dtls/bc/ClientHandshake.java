package org.dragonfork.dtls.bc;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** The client's side of a DTLS-SRTP handshake: what a viewer without a browser needs. */
final class ClientHandshake extends AbstractTlsClient implements Handshake {
    private final LocalIdentity identity;
    private final List<SrtpProfile> offered;
    private final HandshakeLimits limits;
    private final HandshakeOutcome outcome;
    private @Nullable SrtpProfile profile;

    ClientHandshake(
            LocalIdentity identity, List<SrtpProfile> offered, HandshakeLimits limits, HandshakeOutcome outcome) {
        super(identity.crypto());
        this.identity = identity;
        this.offered = offered;
        this.limits = limits;
        this.outcome = outcome;
    }

    @Override
    public DTLSTransport run(DatagramTransport transport) throws IOException {
        return new DTLSClientProtocol().connect(this, transport);
    }

    @Override
    public HandshakeOutcome outcome() {
        return outcome;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return Negotiation.versions();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return Negotiation.suites();
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected Vector<Integer> getSupportedGroups(Vector roles) {
        return Negotiation.groupVector();
    }

    @Override
    protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
        return Negotiation.signatures();
    }

    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        int[] ids = offered.stream().mapToInt(SrtpProfile::id).toArray();
        if (ids.length > 0) {
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(ids, TlsUtils.EMPTY_BYTES));
        }
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        UseSRTPData answer = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (answer != null && answer.getProtectionProfiles().length == 1) {
            profile = chosen(answer.getProtectionProfiles()[0]).orElseThrow(outcome::noCommonProfile);
        }
    }

    private Optional<SrtpProfile> chosen(int id) {
        return SrtpProfile.ofId(id).filter(offered::contains);
    }

    @Override
    public TlsAuthentication getAuthentication() throws IOException {
        if (profile == null) {
            throw outcome.noCommonProfile();
        }
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                outcome.requireFingerprint(server.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return identity.signer(context);
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        if (profile == null) {
            throw outcome.noCommonProfile();
        }
        outcome.export(context, profile);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        outcome.alertReceived(level, description);
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return Math.toIntExact(limits.handshakeTime().toMillis());
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return Math.toIntExact(limits.firstResend().toMillis());
    }
}
