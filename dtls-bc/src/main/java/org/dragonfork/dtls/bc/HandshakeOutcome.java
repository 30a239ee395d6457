package org.dragonfork.dtls.bc;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsTimeoutException;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsFailure;
import org.dragonfork.webrtc.dtls.DtlsOutput.Failed;
import org.dragonfork.webrtc.dtls.KeyingMaterial;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** What came out of one association: keys, or why there are none, and whether the peer said good-bye. */
final class HandshakeOutcome {
    private final Set<CertificateFingerprint> accepted;
    private @Nullable KeyingMaterial keys;
    private @Nullable Failed refusal;
    private boolean closedByPeer;

    HandshakeOutcome(Set<CertificateFingerprint> accepted) {
        this.accepted = Set.copyOf(accepted);
    }

    /** Notes the reason before the library turns it into an alert and nothing else. */
    TlsFatalAlert refuse(DtlsFailure reason, short alert, String detail) {
        refusal = new Failed(reason, detail);
        return new TlsFatalAlert(alert, detail);
    }

    /** RFC 8122 section 6.2: the first certificate must have one of the fingerprints, else bad_certificate. */
    void requireFingerprint(Certificate chain) throws IOException {
        if (chain.isEmpty()) {
            throw refuse(
                    DtlsFailure.FINGERPRINT_MISMATCH,
                    AlertDescription.bad_certificate,
                    "the peer showed no certificate; its SDP promised one");
        }
        byte[] der = chain.getCertificateAt(0).getEncoded();
        if (accepted.stream().noneMatch(fingerprint -> fingerprint.matches(der))) {
            throw refuse(
                    DtlsFailure.FINGERPRINT_MISMATCH,
                    AlertDescription.bad_certificate,
                    "the peer's certificate has fingerprint "
                            + CertificateFingerprint.sha256(der).value() + ", which its SDP does not list");
        }
    }

    TlsFatalAlert noCommonProfile() {
        return refuse(
                DtlsFailure.NO_COMMON_PARAMETERS,
                AlertDescription.handshake_failure,
                "no SRTP protection profile in common");
    }

    /** Cuts the exporter output: client key, server key, client salt, server salt (RFC 5764 section 4.2). */
    void export(TlsContext context, SrtpProfile profile) {
        int key = profile.keyLength();
        int salt = profile.saltLength();
        byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
        keys = new KeyingMaterial(
                new SrtpKeys(profile, part(material, 0, key), part(material, 2 * key, salt)),
                new SrtpKeys(profile, part(material, key, key), part(material, 2 * key + salt, salt)));
        Arrays.fill(material, (byte) 0);
    }

    private static byte[] part(byte[] material, int from, int length) {
        return Arrays.copyOfRange(material, from, from + length);
    }

    void alertReceived(short level, short description) {
        if (level == AlertLevel.warning && description == AlertDescription.close_notify) {
            closedByPeer = true;
        }
    }

    boolean closedByPeer() {
        return closedByPeer;
    }

    /** Hands out the keys once and forgets them. */
    KeyingMaterial takeKeys() {
        KeyingMaterial taken = keys;
        keys = null;
        if (taken == null) {
            throw new IllegalStateException("the library reports a finished handshake but exported no keys");
        }
        return taken;
    }

    /** Why the library gave up with {@code cause}. */
    Failed explain(Exception cause) {
        if (refusal != null) {
            return refusal;
        }
        if (closedByPeer) {
            return new Failed(DtlsFailure.PEER_ALERT, "the peer sent close_notify before the handshake was done");
        }
        return switch (cause) {
            case TlsFatalAlertReceived alert ->
                new Failed(DtlsFailure.PEER_ALERT, "the peer sent " + text(alert.getAlertDescription()));
            case TlsTimeoutException timeout -> new Failed(DtlsFailure.TIMEOUT, "the handshake took too long");
            case TlsFatalAlert alert -> raised(alert);
            default -> new Failed(DtlsFailure.PROTOCOL, cause.toString());
        };
    }

    private static Failed raised(TlsFatalAlert alert) {
        DtlsFailure reason = switch (alert.getAlertDescription()) {
            case AlertDescription.handshake_failure,
                    AlertDescription.protocol_version,
                    AlertDescription.insufficient_security -> DtlsFailure.NO_COMMON_PARAMETERS;
            default -> DtlsFailure.PROTOCOL;
        };
        Throwable cause = alert.getCause();
        return new Failed(reason, alert.getMessage() + (cause == null ? "" : " (" + cause + ")"));
    }

    private static String text(short description) {
        return "alert " + AlertDescription.getText(description);
    }
}
