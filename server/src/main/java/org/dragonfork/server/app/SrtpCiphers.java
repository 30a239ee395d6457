package org.dragonfork.server.app;

import java.util.Optional;
import org.dragonfork.server.config.SendingConfig;
import org.dragonfork.server.linux.OpenSsl;
import org.dragonfork.webrtc.srtp.Aead;

/**
 * Whose AES protects packets.
 *
 * @param label value of a metric
 * @param name for people
 */
record SrtpCiphers(String label, String name, Aead.Provider aeads) {
    private static final SrtpCiphers JDK = new SrtpCiphers("jce", "the JDK", Aead.jdk());

    /** @throws StartFailure when one is asked for that is not there */
    static SrtpCiphers choose(SendingConfig.Srtp wanted) throws StartFailure {
        return switch (wanted) {
            case JCE -> JDK;
            case AUTO ->
                OpenSsl.load()
                        .filter(OpenSsl::isFasterThanJdk)
                        .map(SrtpCiphers::of)
                        .orElse(JDK);
            case OPENSSL -> {
                Optional<OpenSsl> found = OpenSsl.load();
                if (found.isEmpty()) {
                    throw new StartFailure(
                            "webrtc.srtp_provider is openssl, but no libcrypto.so.3 was found that works;"
                                    + " install OpenSSL 3 or set webrtc.srtp_provider to auto");
                }
                yield of(found.get());
            }
        };
    }

    private static SrtpCiphers of(OpenSsl library) {
        return new SrtpCiphers("openssl", library.name(), library.aeads());
    }
}
