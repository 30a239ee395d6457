package org.dragonfork.dtls.bc;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.dragonfork.webrtc.dtls.DtlsFailure;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** The server's decisions in a DTLS-SRTP handshake (RFC 5764 section 4, RFC 8827 section 6.5). */
final class ServerHandshake extends AbstractTlsServer implements Handshake {
    private final LocalIdentity identity;
    private final List<SrtpProfile> preference;
    private final HandshakeLimits limits;
    private final HandshakeOutcome outcome;
    private @Nullable SrtpProfile profile;

    ServerHandshake(
            LocalIdentity identity, List<SrtpProfile> preference, HandshakeLimits limits, HandshakeOutcome outcome) {
        super(identity.crypto());
        this.identity = identity;
        this.preference = preference;
        this.limits = limits;
        this.outcome = outcome;
    }

    @Override
    public DTLSTransport run(DatagramTransport transport) throws IOException {
        return new DTLSServerProtocol().accept(this, transport);
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
    public int[] getSupportedGroups() {
        return Negotiation.groups();
    }

    @Override
    protected boolean preferLocalCipherSuites() {
        return true;
    }

    @Override
    protected int selectECDH(int minimumCurveBits) {
        int[] offered = context.getSecurityParametersHandshake().getClientSupportedGroups();
        if (offered == null) {
            return NamedGroup.secp256r1;
        }
        for (int group : Negotiation.groups()) {
            if (contains(offered, group)) {
                return group;
            }
        }
        return -1;
    }

    private static boolean contains(int[] values, int wanted) {
        for (int value : values) {
            if (value == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int getSelectedCipherSuite() throws IOException {
        if (selectECDH(0) < 0) {
            throw outcome.refuse(
                    DtlsFailure.NO_COMMON_PARAMETERS,
                    AlertDescription.handshake_failure,
                    "no key exchange group in common");
        }
        Vector<?> signatures = context.getSecurityParametersHandshake().getClientSigAlgs();
        if (signatures == null || !signatures.contains(Negotiation.OWN_SIGNATURE)) {
            throw outcome.refuse(
                    DtlsFailure.NO_COMMON_PARAMETERS,
                    AlertDescription.handshake_failure,
                    "the peer does not take ECDSA with SHA-256");
        }
        return super.getSelectedCipherSuite();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offered == null) {
            return;
        }
        for (SrtpProfile candidate : preference) {
            if (contains(offered.getProtectionProfiles(), candidate.id())) {
                profile = candidate;
                return;
            }
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        if (profile == null) {
            throw outcome.noCommonProfile();
        }
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {profile.id()}, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    public TlsCredentials getCredentials() {
        return identity.signer(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, Negotiation.signatures(), null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        outcome.requireFingerprint(chain);
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

    /** Without it the exporter is not bound to this handshake (RFC 7627), and the library refuses to export. */
    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public int getMaxCertificateChainLength() {
        return 4;
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
