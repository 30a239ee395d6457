package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser takes the SRTP profile that the server likes best, and plays with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SrtpProfileTest {
    private ChromiumBrowser browser;

    @BeforeAll
    void launch() {
        browser = ChromiumBrowser.launch();
    }

    @AfterAll
    void quit() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({
        "AES128_CM_HMAC_SHA1_80, SRTP_AES128_CM_HMAC_SHA1_80",
        "AEAD_AES_128_GCM, SRTP_AEAD_AES_128_GCM",
        "AEAD_AES_256_GCM, SRTP_AEAD_AES_256_GCM",
    })
    void playsWithTheProfileThatTheServerPrefers(SrtpProfile preferred, String name) {
        List<SrtpProfile> preference = List.of(preferred, other(preferred));
        try (LiveServer server = LiveServer.start(Map.of(), preference, Sources.pictureAndSound("cam"));
                Watching viewer = Watching.open(browser, server, "cam", 15)) {
            assertThat(viewer.read().path("transport").path("srtpCipher").asString())
                    .isEqualTo(name);
            assertThat(server.stream("cam").peers().getFirst().srtpProfile()).isEqualTo(preferred.name());
        }
    }

    private static SrtpProfile other(SrtpProfile than) {
        return than == SrtpProfile.AEAD_AES_128_GCM ? SrtpProfile.AES128_CM_HMAC_SHA1_80 : SrtpProfile.AEAD_AES_128_GCM;
    }
}
