package org.dragonfork.dtls.bc;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;

/**
 * An ECDSA P-256 certificate signed by itself, which a peer trusts because SDP carried its fingerprint (RFC 8827
 * section 6.5); not an identity that a certificate authority would know. Made once per process: every handshake then
 * costs one signature and no key generation. Immutable.
 */
public final class SelfSignedCertificate {
    /** Peers with a clock behind ours accept it too. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    /** Longer than a process is expected to run; peers check the fingerprint, hardly ever the dates. */
    private static final Duration VALID = Duration.ofDays(365);

    /** RFC 5280 section 4.1.2.2: positive and at most 20 bytes. */
    private static final int SERIAL_BITS = 127;

    /** Says nothing about the host: it goes to every viewer. */
    private static final X500Name NAME = new X500Name("CN=WebRTC");

    private final PrivateKey privateKey;
    private final byte[] der;
    private final CertificateFingerprint fingerprint;

    private SelfSignedCertificate(PrivateKey privateKey, byte[] der) {
        this.privateKey = privateKey;
        this.der = der;
        this.fingerprint = CertificateFingerprint.sha256(der);
    }

    /** Makes a key pair and its certificate, valid from a day before {@code now} for a year. */
    public static SelfSignedCertificate generate(Instant now, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            byte[] der = new X509v3CertificateBuilder(
                            NAME,
                            new BigInteger(SERIAL_BITS, random).setBit(0),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(VALID)),
                            NAME,
                            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setSecureRandom(random)
                            .build(pair.getPrivate()))
                    .getEncoded();
            return new SelfSignedCertificate(pair.getPrivate(), der);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no ECDSA P-256 certificate could be made on this Java platform", e);
        }
    }

    /** SHA-256 fingerprint for {@code a=fingerprint}. */
    public CertificateFingerprint fingerprint() {
        return fingerprint;
    }

    /** A copy of the certificate in DER form. */
    public byte[] der() {
        return der.clone();
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    @Override
    public String toString() {
        return "SelfSignedCertificate[" + fingerprint.value() + "]";
    }
}
