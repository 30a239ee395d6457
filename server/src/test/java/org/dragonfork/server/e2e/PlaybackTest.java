package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.dragonfork.server.ffmpeg.DemoStream;
import org.dragonfork.server.ffmpeg.RealFfmpeg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The demo in a browser: what a newcomer sees and hears first. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlaybackTest {
    private static final double LIP_SYNC_MILLIS = 150;

    private LiveServer server;
    private ChromiumBrowser browser;
    private Watching viewer;

    @BeforeAll
    void watch() {
        server = LiveServer.start(Map.of(), DemoStream.spec(RealFfmpeg.find()));
        browser = ChromiumBrowser.launch();
        viewer = Watching.open(browser, server, "demo", 30);
    }

    @AfterAll
    void end() {
        browser.close();
        server.close();
    }

    @Test
    void showsThePictureAtTheRateAndSizeOfTheSource() {
        JsonNode from = viewer.read();
        double start = from.path("video").path("timestamp").asDouble();
        viewer.await("probe.now.video.timestamp >= " + (start + 3000));
        JsonNode to = viewer.read();

        double seconds = (to.path("video").path("timestamp").asDouble() - start) / 1000;
        long pictures = to.path("video").path("framesDecoded").asLong()
                - from.path("video").path("framesDecoded").asLong();
        assertThat(pictures / seconds).isBetween(24.0, 36.0);
        assertThat(to.path("video").path("frameWidth").asInt()).isEqualTo(1280);
        assertThat(to.path("video").path("frameHeight").asInt()).isEqualTo(720);
        assertThat(to.path("video").path("packetsLost").asInt()).isZero();
        assertThat(to.path("audio").path("packetsLost").asInt()).isZero();
    }

    @Test
    void namesTheCodecsOfTheSource() {
        JsonNode now = viewer.read();

        assertThat(now.path("video").path("codec").path("mimeType").asString()).isEqualTo("video/H264");
        assertThat(now.path("video").path("codec").path("sdpFmtpLine").asString())
                .contains("packetization-mode=1");
        assertThat(now.path("audio").path("codec").path("mimeType").asString()).isEqualTo("audio/opus");
        assertThat(now.path("transport").path("srtpCipher").asString()).isEqualTo("SRTP_AEAD_AES_128_GCM");
        assertThat(server.events.of(EgressEvent.StreamLive.class))
                .singleElement()
                .satisfies(live -> assertThat(live.codecs()).contains("H264", "opus"));
    }

    @Test
    void playsTheSoundOnceItIsUnmuted() {
        viewer.page.evaluate("document.getElementById('mute').click()");

        viewer.await("!document.getElementById('video').muted && probe.now.audio.totalAudioEnergy > 0.0005");
        double energy = viewer.read().path("audio").path("totalAudioEnergy").asDouble();
        viewer.await("probe.now.audio.totalAudioEnergy > " + (energy + 0.0005) + " && probe.now.audio.audioLevel > 0");
    }

    /** Chromium begins with a long buffer of sound and lets the picture wait for it by and by, up to some ten seconds. */
    @Test
    void playsPictureAndSoundOfTheSameMoment() {
        viewer.await("probe.now.video.estimatedPlayoutTimestamp && probe.now.audio.estimatedPlayoutTimestamp");
        System.out.printf("lip sync at first: picture %+.0f ms before sound%n", pictureBeforeSoundMillis());

        viewer.await(
                "Math.abs(probe.now.video.estimatedPlayoutTimestamp - probe.now.audio.estimatedPlayoutTimestamp) < "
                        + LIP_SYNC_MILLIS + " && probe.now.video.framesDecoded > 150");

        System.out.printf("lip sync then: picture %+.0f ms before sound%n", pictureBeforeSoundMillis());
    }

    private double pictureBeforeSoundMillis() {
        JsonNode now = viewer.read();
        return now.path("video").path("estimatedPlayoutTimestamp").asDouble()
                - now.path("audio").path("estimatedPlayoutTimestamp").asDouble();
    }
}
