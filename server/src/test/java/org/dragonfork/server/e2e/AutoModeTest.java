package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.TrackPlan.Choice;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.Clips;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people have, a camera or a file of whatever kind, in a browser without a word about codecs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AutoModeTest {
    private LiveServer server;
    private ChromiumBrowser browser;

    @BeforeAll
    void start() {
        server = LiveServer.start(Map.of());
        browser = ChromiumBrowser.launch();
    }

    @AfterAll
    void end() {
        browser.close();
        server.close();
    }

    @Test
    void playsTheH264AndTheAacOfACamera(@TempDir Path directory) throws StartFailure {
        Path file = new Clips(directory)
                .both(
                        "camera.mp4",
                        "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -profile:v main -bf 0 -g 15 -c:a aac");

        LegPlan plan = watch("camera", file, "H264", "opus");

        assertThat(plan.video().choice()).isEqualTo(Choice.COPY);
        assertThat(plan.audio().choice()).isEqualTo(Choice.TRANSCODE);
    }

    @Test
    void playsVp8AndTelephoneSoundAsTheyAre(@TempDir Path directory) throws StartFailure {
        Path file = new Clips(directory)
                .both("phone.mkv", "-c:v libvpx -deadline realtime -cpu-used 8 -g 15 -c:a pcm_alaw -ar 8000");

        LegPlan plan = watch("phone", file, "VP8", "PCMA");

        assertThat(plan.video().choice()).isEqualTo(Choice.COPY);
        assertThat(plan.audio().choice()).isEqualTo(Choice.COPY);
    }

    @Test
    void saysWhyItIsNotLiveUntilTheInputIsThere(@TempDir Path directory) throws IOException, StartFailure {
        Path file = directory.resolve("late.mkv");
        server.add(Sources.automatic("late", file));
        Await.until(
                "the probe failed",
                LiveServer.PATIENCE,
                () -> server.stream("late").notLiveReason().contains("the input cannot be read"));
        assertThat(server.stream("late").notLiveReason()).contains("No such file or directory");
        assertThat(server.stream("late").live()).isFalse();

        Path made =
                new Clips(directory).picture("made.mkv", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -bf 0 -g 15");
        Files.move(made, file);
        server.awaitLive("late");

        assertThat(server.stream("late").legs()).hasSize(1);
        server.application.stopProcess(new StreamId("late")).join();
        assertThat(server.application.snapshot().portsInUse()).isZero();
    }

    private LegPlan watch(String id, Path file, String video, String audio) throws StartFailure {
        server.add(Sources.automatic(id, file));
        server.awaitLive(id);
        LegPlan plan = server.application.plan(new StreamId(id)).orElseThrow();
        try (Watching viewer = Watching.open(browser, server, id, 2 * Sources.RATE)) {
            viewer.page.evaluate("document.getElementById('mute').click()");
            viewer.await("probe.now.audio.totalAudioEnergy > 0.0005");
            var now = viewer.read();
            assertThat(now.path("video").path("frameWidth").asInt()).isEqualTo(320);
            assertThat(now.path("video").path("codec").path("mimeType").asString())
                    .isEqualTo("video/" + video);
            assertThat(now.path("audio").path("codec").path("mimeType").asString())
                    .isEqualTo("audio/" + audio);
        }
        server.application.stopProcess(new StreamId(id)).join();
        return plan;
    }
}
