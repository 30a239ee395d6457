package org.dragonfork.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.server.http.EdgeFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the player does once media flows; the other end is a connection inside the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlayerPlaysTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PICTURE =
            "dragonfork.stats && dragonfork.stats.video && dragonfork.stats.video.framesDecoded > 30";

    private final EdgeFixture fixture = EdgeFixture.started();
    private ChromiumBrowser browser;

    @BeforeAll
    void launch() {
        browser = ChromiumBrowser.launch();
    }

    @AfterAll
    void quit() {
        browser.close();
        fixture.close();
    }

    private BrowserPage playing() throws IOException {
        BrowserPage page = browser.open(fixture.at("/whep-player.html"));
        page.await("document.getElementById('url').value !== ''", SOON);
        page.evaluate(resource("/browser/loopback-whep.js"));
        page.evaluate("document.getElementById('play').click()");
        page.await(PICTURE, SOON);
        return page;
    }

    @Test
    void showsThePictureAndItsNumbers() throws IOException {
        try (BrowserPage page = playing()) {
            page.await("document.getElementById('veil').hidden", SOON);

            assertThat(page.evaluate("dragonfork.state").asString()).isEqualTo("playing");
            assertThat(text(page, "ice")).isEqualTo("ICE: connected");
            assertThat(text(page, "connection")).isEqualTo("Peer: connected");
            assertThat(text(page, "s-size")).isEqualTo("640 × 360");
            assertThat(text(page, "s-audio")).isEqualTo("Opus stereo");
            assertThat(text(page, "s-fps")).matches("\\d+ fps");
            assertThat(text(page, "s-bitrate")).matches("[0-9.]+ [kM]bit/s");
            assertThat(text(page, "s-loss")).matches("[0-9.]+ % \\(\\d+\\)");
            assertThat(text(page, "s-jitter")).endsWith(" ms");
            assertThat(text(page, "s-rtt")).endsWith(" ms");
            assertThat(page.evaluate("document.getElementById('video').videoWidth")
                            .asInt())
                    .isEqualTo(640);
            assertThat(page.console()).isEmpty();
        }
    }

    @Test
    void startsWithoutSoundSaysSoAndTurnsItOn() throws IOException {
        try (BrowserPage page = playing()) {
            page.await("!document.getElementById('sound').hidden", SOON);
            assertThat(page.evaluate("document.getElementById('video').muted").asBoolean())
                    .isTrue();

            page.evaluate("document.getElementById('sound').click()");

            page.await("dragonfork.stats.audio.audioEnergy > 0.001", SOON);
            assertThat(page.evaluate("document.getElementById('video').muted").asBoolean())
                    .isFalse();
            assertThat(text(page, "mute")).isEqualTo("Mute");
            assertThat(page.evaluate("document.getElementById('sound').hidden").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void saysThatTheStreamHasPausedAndKeepsTheSession() throws IOException {
        try (BrowserPage page = playing()) {
            page.evaluate("loopback.stopDrawing()");

            page.await("document.getElementById('veil-text').textContent === 'The stream has paused'", SOON);

            assertThat(page.evaluate("dragonfork.state").asString()).isEqualTo("playing");
            assertThat(page.evaluate("loopback.calls.some(c => c.startsWith('DELETE'))")
                            .asBoolean())
                    .isFalse();
        }
    }

    @Test
    void connectsAnewWhenTheConnectionIsLost() throws IOException {
        try (BrowserPage page = playing()) {
            page.evaluate("loopback.pc.close()");

            page.await("loopback.calls.filter(c => c.startsWith('POST')).length === 2", SOON);
            page.await(PICTURE, SOON);

            assertThat(page.evaluate("loopback.calls.includes('DELETE /api/v3/whep/cam1/here')")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void worksFromAFileAsWell(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("whep-player.html");
        Files.write(file, saved(fixture.at("/whep-player.html")));
        fixture.whep.subscribeGives(new SubscribeResult.NotLive("the camera sleeps", 60));
        String endpoint = URLEncoder.encode(fixture.at("/api/v3/whep/cam1").toString(), StandardCharsets.UTF_8);
        try (BrowserPage page = browser.open(URI.create(file.toUri() + "?url=" + endpoint))) {
            page.await("dragonfork.reason === 'not_live'", SOON);

            assertThat(text(page, "message-detail")).contains("the camera sleeps");
        }
    }

    private static byte[] saved(URI page) throws IOException {
        try (InputStream in = page.toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    private static String text(BrowserPage page, String id) {
        return page.evaluate("document.getElementById('" + id + "').innerText").asString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PlayerPlaysTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
