package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.dragonfork.server.ffmpeg.Clips;
import org.dragonfork.server.ffmpeg.RealFfmpeg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of one kind only, and streams that are passed on as they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SourceVarietyTest {
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
    void playsAPictureWithoutSound() throws StartFailure {
        play(Sources.pictureOnly("silent"));
        try (Watching viewer = Watching.open(browser, server, "silent", 10)) {
            assertThat(directions(viewer)).isEqualTo("video=recvonly audio=inactive");
            assertThat(server.stream("silent").legs()).hasSize(1);
        }
        server.application.stopProcess(Sources.pictureOnly("silent").id()).join();
    }

    @Test
    void playsSoundWithoutAPicture() throws StartFailure {
        play(Sources.soundOnly("radio"));
        try (Watching viewer = Watching.open(browser, server, "radio")) {
            viewer.page.evaluate("document.getElementById('mute').click()");
            viewer.await("probe.now.audio.totalAudioEnergy > 0.0005");
            viewer.await("document.getElementById('veil-text').textContent === 'Sound only'");
            assertThat(directions(viewer)).isEqualTo("video=inactive audio=recvonly");
        }
        server.application.stopProcess(Sources.soundOnly("radio").id()).join();
    }

    @ParameterizedTest
    @CsvSource({
        "main.mp4, main, Main, true",
        "high.mkv, high, High, true",
        "baseline.flv, baseline, Constrained Baseline, false",
    })
    void passesOnWhatAFileHolds(String name, String profile, String shown, boolean sound, @TempDir Path directory)
            throws IOException, InterruptedException, StartFailure {
        Path file = clip(directory.resolve(name), profile, sound);
        play(Sources.copied(profile, file, sound));
        try (Watching viewer = Watching.open(browser, server, profile, 2 * Sources.RATE)) {
            assertThat(viewer.read().path("video").path("frameWidth").asInt()).isEqualTo(320);
            assertThat(viewer.read().path("video").path("packetsLost").asInt()).isZero();
            assertThat(server.stream(profile).legs().getFirst().profile()).startsWith(shown);
        }
        server.application.stopProcess(Sources.soundOnly(profile).id()).join();
    }

    /**
     * MP4 keeps the parameter sets outside the stream, and who comes later needs them as well. The sound is shorter and encoded:
     * FFmpeg begins the file again after its length.
     */
    @Test
    void goesOnWhenAFileBeginsAgain(@TempDir Path directory) throws StartFailure {
        Path file = new Clips(directory)
                .both("again.mp4", "-t 2 -af atrim=end=1.8 -c:v libx264 -bf 0 -g 15 -pix_fmt yuv420p -c:a aac");
        play(Sources.automatic("again", file));
        try (Watching viewer = Watching.open(browser, server, "again", 4 * 2 * Sources.RATE);
                Watching late = Watching.open(browser, server, "again", 2 * Sources.RATE)) {
            assertThat(viewer.read().path("video").path("packetsLost").asInt()).isZero();
            assertThat(viewer.read().path("video").path("pliCount").asInt())
                    .as("asked for a key frame, as nothing could be decoded")
                    .isZero();
            assertThat(late.read().path("video").path("frameWidth").asInt()).isEqualTo(320);
        }
        assertThat(server.stream("again").legs().getFirst().profile()).startsWith("High");
        assertThat(server.process("again").restarts()).isZero();
        server.application.stopProcess(Sources.soundOnly("again").id()).join();
    }

    private void play(org.dragonfork.egress.supervise.ProcessSpec stream) throws StartFailure {
        server.add(stream);
        server.awaitLive(stream.id().value());
    }

    private static String directions(Watching viewer) {
        return viewer.page
                .evaluate("probe.pc.getTransceivers()"
                        + ".map(t => t.receiver.track.kind + '=' + t.currentDirection).join(' ')")
                .asString();
    }

    /** Some seconds of H.264 of a profile, with Opus or nothing beside it; parameter sets stand where the container wants. */
    private static Path clip(Path file, String profile, boolean sound) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(RealFfmpeg.find().path().toString(), "-nostdin", "-y"));
        command.addAll(List.of("-loglevel", "error", "-f", "lavfi"));
        command.addAll(List.of("-i", "testsrc2=size=320x180:rate=" + Sources.RATE + ":duration=6"));
        if (sound) {
            command.addAll(List.of("-f", "lavfi", "-i", "sine=sample_rate=48000:duration=6", "-c:a", "libopus"));
        }
        command.addAll(List.of("-c:v", "libx264", "-profile:v", profile, "-pix_fmt", "yuv420p", "-bf", "0"));
        command.addAll(List.of("-g", Integer.toString(Sources.RATE), file.toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return file;
    }
}
