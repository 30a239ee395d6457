package org.dragonfork.bench;

import java.util.Optional;
import org.dragonfork.server.linux.OpenSsl;
import org.dragonfork.webrtc.srtp.Aead;

/**
 * Whose AES-GCM.
 *
 * @param name for people, empty for the JDK, whose it is unless said otherwise
 */
record Cipher(String name, Aead.Provider aeads) {
    static final Cipher JDK = new Cipher("", Aead.jdk());

    /** That of the system's libcrypto, when there is one that works. */
    static Optional<Cipher> openSsl() {
        return OpenSsl.load().map(library -> new Cipher(library.name(), library.aeads()));
    }

    /** That which the server takes by itself on this machine. */
    static Cipher ofServer() {
        return OpenSsl.load()
                .filter(OpenSsl::isFasterThanJdk)
                .map(library -> new Cipher(library.name(), library.aeads()))
                .orElse(JDK);
    }

    /** Behind the name of a profile. */
    String suffix() {
        return name.isEmpty() ? "" : " of " + name;
    }
}
