package org.dragonfork.dtls.bc;

import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;

/** What both roles are willing to use, best first; the whole policy, so that nothing is left to library defaults. */
final class Negotiation {
    /** Signs with the P-256 key that every {@link SelfSignedCertificate} has. */
    static final SignatureAndHashAlgorithm OWN_SIGNATURE =
            SignatureScheme.getSignatureAndHashAlgorithm(SignatureScheme.ecdsa_secp256r1_sha256);

    private static final int[] SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    };

    private static final int[] GROUPS = {NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1};

    /** RSA too: a page may ask its browser for an RSA certificate. SHA-1 is not among them. */
    private static final List<Integer> SIGNATURES = List.of(
            SignatureScheme.ecdsa_secp256r1_sha256,
            SignatureScheme.ecdsa_secp384r1_sha384,
            SignatureScheme.rsa_pss_rsae_sha256,
            SignatureScheme.rsa_pkcs1_sha256,
            SignatureScheme.rsa_pss_rsae_sha384,
            SignatureScheme.rsa_pkcs1_sha384);

    private Negotiation() {}

    static ProtocolVersion[] versions() {
        return ProtocolVersion.DTLSv12.only();
    }

    static int[] suites() {
        return SUITES.clone();
    }

    static int[] groups() {
        return GROUPS.clone();
    }

    @SuppressWarnings("JdkObsolete") // the library's signatures want it
    static Vector<Integer> groupVector() {
        Vector<Integer> vector = new Vector<>();
        for (int group : GROUPS) {
            vector.add(group);
        }
        return vector;
    }

    @SuppressWarnings("JdkObsolete") // the library's signatures want it
    static Vector<SignatureAndHashAlgorithm> signatures() {
        Vector<SignatureAndHashAlgorithm> vector = new Vector<>();
        for (int scheme : SIGNATURES) {
            vector.add(SignatureScheme.getSignatureAndHashAlgorithm(scheme));
        }
        return vector;
    }
}
