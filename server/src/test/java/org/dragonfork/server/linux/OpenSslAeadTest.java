package org.dragonfork.server.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.dragonfork.testkit.srtp.AeadContract;
import org.dragonfork.webrtc.srtp.Aead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Whatever OpenSSL 3 there is: which one is used without being asked for is another question. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "OpenSSL is taken from a Linux system")
class OpenSslAeadTest extends AeadContract {
    private final OpenSsl library = OpenSsl.load().orElseThrow(() -> new AssertionError("no libcrypto.so.3 was found"));

    @Override
    protected Aead.Provider provider() {
        return library.aeads();
    }

    @Override
    protected int garbage() {
        return 0;
    }

    @Test
    void saysWhichOneItIs() {
        assertThat(library.name()).matches("OpenSSL 3\\.\\d+\\.\\d+");
        int minor = Integer.parseInt(library.name().replaceAll("OpenSSL 3\\.(\\d+).*", "$1"));
        assertThat(library.isFasterThanJdk()).isEqualTo(minor >= 2);
    }
}
