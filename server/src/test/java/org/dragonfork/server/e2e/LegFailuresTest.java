package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.LegFailure;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.VideoEncoding;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.RealFfmpeg;
import org.dragonfork.server.ffmpeg.Tone;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each kind of failure of a leg with real FFmpegs (decision D17): counted once per incident and leg, again after the next good
 * packet. An error of the socket itself is in {@code LegSocketFailureTest}.
 */
final class LegFailuresTest {
    private static final String PICTURE = "testsrc2=size=160x90:rate=" + Sources.RATE;

    private LiveServer server;

    @BeforeEach
    void start() {
        server = LiveServer.start(Map.of(ConfigKey.ID, "test", ConfigKey.WEBRTC_LEG_TIMEOUT_SECONDS, "3"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void soundThatEndsWhileThePictureGoesOnIsOneFailureOfItsLegEachTime() throws Exception {
        play("cam", LegMode.TRANSCODE, input(PICTURE), input("sine=sample_rate=48000:duration=2"));

        awaitFailures("cam", MediaKind.AUDIO, 1);
        long packets = audioPackets("cam");
        Process other = speaking("libopus", "48000", "111", "cam");
        try {
            Await.until("sound comes again", LiveServer.PATIENCE, () -> audioPackets("cam") > packets + 25);
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(failures("cam", MediaKind.AUDIO)).isEqualTo(1);
        awaitFailures("cam", MediaKind.AUDIO, 2);

        assertThat(server.process("cam").state()).isEqualTo(ProcessState.RUNNING);
        assertThat(failures("cam", MediaKind.VIDEO)).isZero();
        assertThat(reasons("cam")).containsExactly(LegFailure.SILENT, LegFailure.SILENT);
    }

    @Test
    void ffmpegThatIsKilledIsOneFailureOfEachLegEachTime() throws StartFailure {
        play("cam", LegMode.TRANSCODE, input(PICTURE), input("sine=sample_rate=48000"));
        for (int kill = 1; kill <= 2; kill++) {
            server.awaitLive("cam");
            long before = server.process("cam").pid().orElseThrow();
            long packets = audioPackets("cam");
            Await.signal("KILL", before);
            awaitFailures("cam", MediaKind.VIDEO, kill);
            awaitFailures("cam", MediaKind.AUDIO, kill);
            Await.until("media comes again", LiveServer.PATIENCE, () -> audioPackets("cam") > packets + 25);
        }

        assertThat(failures("cam", MediaKind.VIDEO)).isEqualTo(2);
        assertThat(failures("cam", MediaKind.AUDIO)).isEqualTo(2);
        assertThat(reasons("cam")).hasSize(4).containsOnly(LegFailure.PROCESS_ENDED);
    }

    @Test
    void ffmpegThatEndsAgainAndAgainWithoutAPacketIsOneFailure() throws StartFailure {
        play("broken", LegMode.TRANSCODE, new ProcessSpec.MediaInput("/nonexistent/input.mp4", List.of()));

        Await.until(
                "FFmpeg was tried three times",
                LiveServer.PATIENCE,
                () -> server.scrape().value("ffmpeg_process_states{core=\"test\",process=\"broken\",state=\"failed\"}")
                        >= 3);

        assertThat(failures("broken", MediaKind.VIDEO)).isEqualTo(1);
        assertThat(failures("broken", MediaKind.AUDIO)).isEqualTo(1);
        assertThat(reasons("broken")).hasSize(2).containsOnly(LegFailure.PROCESS_ENDED);
    }

    @Test
    void anotherCodecThanTheAnnouncedOneIsOneFailureUntilTheRightOneComes() throws Exception {
        play("cam", LegMode.TRANSCODE, input(PICTURE), input("sine=sample_rate=48000"));
        server.awaitLive("cam");
        long pid = server.process("cam").pid().orElseThrow();
        for (int incident = 1; incident <= 2; incident++) {
            Await.signal("STOP", pid);
            Process other = speaking("pcm_mulaw", "8000", "0", "cam");
            try {
                awaitFailures("cam", MediaKind.AUDIO, incident);
            } finally {
                other.destroyForcibly().waitFor();
                Await.signal("CONT", pid);
            }
            long packets = audioPackets("cam");
            Await.until("the right sound comes again", LiveServer.PATIENCE, () -> audioPackets("cam") > packets + 25);
            assertThat(failures("cam", MediaKind.AUDIO)).isEqualTo(incident);
        }

        assertThat(failures("cam", MediaKind.VIDEO)).isZero();
        assertThat(reasons("cam")).containsExactly(LegFailure.CODEC, LegFailure.CODEC);
        assertThat(server.events.of(EgressEvent.LegFailed.class).getFirst().detail())
                .contains("payload type 0", "announced 111");
    }

    @Test
    void aCodecThatNoViewerCanBeGivenIsOneFailureHoweverOftenItIsAnnounced(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("aac.mp4");
        run(List.of("-f", "lavfi", "-i", PICTURE + ":duration=2", "-f", "lavfi", "-i", "sine=duration=2"), file);
        var again = List.of("-re", "-stream_loop", "-1");
        play("aac", LegMode.COPY, new ProcessSpec.MediaInput(file.toString(), again));
        awaitFailures("aac", MediaKind.AUDIO, 1);
        server.awaitLive("aac");
        long packets = audioPackets("aac");

        Await.signal("KILL", server.process("aac").pid().orElseThrow());
        awaitFailures("aac", MediaKind.VIDEO, 1);
        Await.until("it is announced again", LiveServer.PATIENCE, () -> audioPackets("aac") > packets + 25);

        assertThat(failures("aac", MediaKind.AUDIO)).isEqualTo(1);
        assertThat(reasons("aac")).startsWith(LegFailure.CODEC, LegFailure.PROCESS_ENDED);
    }

    private void play(String id, LegMode mode, ProcessSpec.MediaInput... inputs) throws StartFailure {
        WebrtcLegs legs = WebrtcLegs.both(mode)
                .withMaps("0:v:0", inputs.length == 2 ? "1:a:0" : "0:a:0")
                .withEncoding(new VideoEncoding("ultrafast", 300));
        server.add(new ProcessSpec(
                new StreamId(id),
                "",
                List.of(),
                List.of(inputs),
                List.of(),
                new RestartPolicy(true, Duration.ofMillis(300), Duration.ofMinutes(1)),
                Optional.of(legs)));
    }

    private static ProcessSpec.MediaInput input(String graph) {
        return new ProcessSpec.MediaInput(graph, List.of("-re", "-f", "lavfi"));
    }

    /** A second FFmpeg, which sends to the audio leg. */
    private Process speaking(String codec, String rate, String payloadType, String id) throws IOException {
        int port = server.stream(id).legs().stream()
                .filter(leg -> leg.kind() == MediaKind.AUDIO)
                .findFirst()
                .orElseThrow()
                .port();
        return Tone.sent(
                "sine",
                List.of("-c:a", codec, "-ar", rate, "-ac", "1", "-payload_type", payloadType),
                "rtp://127.0.0.1:" + port + "?rtcpport=" + port);
    }

    private static void run(List<String> inputs, Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(RealFfmpeg.find().path().toString(), "-nostdin", "-y"));
        command.addAll(List.of("-loglevel", "error"));
        command.addAll(inputs);
        command.addAll(List.of("-c:v", "libx264", "-bf", "0", "-pix_fmt", "yuv420p", "-c:a", "aac", file.toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private long audioPackets(String id) {
        return server.stream(id).legs().stream()
                .filter(leg -> leg.kind() == MediaKind.AUDIO)
                .findFirst()
                .orElseThrow()
                .packets();
    }

    private void awaitFailures(String id, MediaKind kind, int count) {
        Await.until(
                count + " failures of the " + kind.label() + " leg of " + id,
                LiveServer.PATIENCE,
                () -> failures(id, kind) >= count);
    }

    private double failures(String id, MediaKind kind) {
        return server.scrape()
                .value("dragonfork_webrtc_ffmpeg_leg_failures_total{core=\"test\",leg=\"" + kind.label()
                        + "\",stream_id=\"" + id + "\"}");
    }

    private List<LegFailure> reasons(String id) {
        return server.events.of(EgressEvent.LegFailed.class).stream()
                .filter(failed -> failed.stream().value().equals(id))
                .map(EgressEvent.LegFailed::reason)
                .toList();
    }
}
