package org.dragonfork.dtls.bc;

import java.io.IOException;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;

/** A {@link SelfSignedCertificate} in the library's terms, parsed once and shared by all handshakes. */
final class LocalIdentity {
    private final LightCrypto crypto;
    private final Certificate chain;
    private final AsymmetricKeyParameter key;

    LocalIdentity(LightCrypto crypto, SelfSignedCertificate certificate) {
        this.crypto = crypto;
        try {
            this.chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(certificate.der())});
            this.key = PrivateKeyFactory.createKey(certificate.privateKey().getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("the library does not read the certificate made by this module", e);
        }
    }

    LightCrypto crypto() {
        return crypto;
    }

    TlsCredentialedSigner signer(TlsContext context) {
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), crypto, key, chain, Negotiation.OWN_SIGNATURE);
    }
}
