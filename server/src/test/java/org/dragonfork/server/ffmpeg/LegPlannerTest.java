package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.TrackPlan;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.dragonfork.server.ffmpeg.LegPlanner.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real FFmpeg finds in real files, and what is decided by it. */
class LegPlannerTest {
    private static final WebrtcLegs AUTO = WebrtcLegs.both(LegMode.AUTO);
    private static final String H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 15 ";

    @TempDir
    private Path directory;

    private final FfmpegBinary binary = RealFfmpeg.find();
    private final ProcessGuard guard = new ProcessGuard();
    private final Run.Starter starter =
            (command, output) -> FfmpegProcess.spawn(command, binary.version().isStatic(), 1, guard, output);
    private final LegPlanner planner = new LegPlanner(binary, starter, System::nanoTime);

    @AfterEach
    void close() {
        guard.close();
    }

    private static ProcessSpec reading(WebrtcLegs legs, ProcessSpec.MediaInput... inputs) {
        return new ProcessSpec(
                new StreamId("probed"),
                "",
                List.of(),
                List.of(inputs),
                List.of(),
                new RestartPolicy(false, Duration.ZERO, Duration.ZERO),
                Optional.of(legs));
    }

    private static ProcessSpec.MediaInput input(Path file, String... options) {
        return new ProcessSpec.MediaInput(file.toString(), List.of(options));
    }

    private Outcome outcome(ProcessSpec spec) {
        var told = new CompletableFuture<Outcome>();
        planner.begin(spec, spec.legs().orElseThrow(), told::complete);
        return get(told);
    }

    private LegPlan plan(ProcessSpec spec) {
        Outcome outcome = outcome(spec);
        assertThat(outcome).isInstanceOf(Outcome.Planned.class);
        return ((Outcome.Planned) outcome).plan();
    }

    private static <T> T get(CompletableFuture<T> told) {
        try {
            return told.get(40, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static String choices(LegPlan plan) {
        return plan.video().choice().label() + " " + plan.audio().choice().label();
    }

    @ParameterizedTest
    @CsvSource({
        "plain.mkv, -bf 0, libopus, copy copy",
        "reordered.mkv, -bf 2, libopus, transcode copy",
        "camera.ts, -bf 0 -profile:v main, aac, copy transcode",
        "camera.flv, -bf 0, aac, copy transcode",
        "reordered.ts, -bf 2, aac, transcode transcode",
        "reordered.flv, -bf 2, aac, transcode transcode",
        "phone.mp4, -profile:v baseline, aac, copy transcode",
        "wide.mkv, -bf 0 -pix_fmt yuv444p, libopus, transcode copy",
        "deep.mkv, -bf 0 -pix_fmt yuv420p10le, libopus, transcode copy",
        "fields.ts, -bf 0 -flags +ildct+ilme -x264-params tff=1, aac, transcode transcode",
    })
    void judgesH264(String name, String video, String audio, String expected) {
        Path file = new Clips(directory).both(name, H264 + video + " -c:a " + audio);

        LegPlan plan = plan(reading(AUTO, input(file, "-re", "-stream_loop", "-1")));

        assertThat(choices(plan)).as(plan.describe()).isEqualTo(expected);
        assertThat(plan.probed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "old.avi, -c:v mpeg4 -c:a libmp3lame, transcode transcode",
        "new.mp4, -c:v libx265 -preset ultrafast -x265-params log-level=none -c:a aac, transcode transcode",
        "web.webm, -c:v libvpx -deadline realtime -c:a libopus, copy copy",
        "web9.webm, -c:v libvpx-vp9 -deadline realtime -c:a libvorbis, transcode transcode",
        "phone.mkv, -c:v mjpeg -c:a pcm_alaw -ar 8000, transcode copy",
    })
    void judgesOtherCodecs(String name, String options, String expected) {
        Path file = new Clips(directory).both(name, options);

        LegPlan plan = plan(reading(AUTO, input(file)));

        assertThat(choices(plan)).as(plan.describe()).isEqualTo(expected);
    }

    @Test
    void leavesOutTheLegWithoutATrack() {
        Path silent = new Clips(directory).picture("silent.mp4", H264 + "-bf 0");
        Path radio = new Clips(directory).sound("radio.ogg", "-c:a libopus");

        assertThat(choices(plan(reading(AUTO, input(silent))))).isEqualTo("copy none");
        assertThat(choices(plan(reading(AUTO, input(radio))))).isEqualTo("none copy");
    }

    @Test
    void looksOnlyAtTheInputsThatTheMapsName() {
        Path picture = new Clips(directory).picture("picture.mkv", H264 + "-bf 0");
        Path sound = new Clips(directory).sound("sound.mp3", "-c:a libmp3lame");
        var absent = new ProcessSpec.MediaInput("/nonexistent/never-opened.mp4", List.of());

        LegPlan plan = plan(reading(AUTO.withMaps("2:v:0", "1:a:0"), absent, input(sound), input(picture)));

        assertThat(choices(plan)).as(plan.describe()).isEqualTo("copy transcode");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "testsrc2|-f lavfi|made by FFmpeg",
                "/dev/video0|-f v4l2|capture device",
                "rtmp://127.0.0.1:1935/live|-listen 1|listener",
                "srt://127.0.0.1:6000?mode=listener&latency=20000|-re|listener",
                "srt://127.0.0.1:6000|-mode listener|listener",
                "tcp://127.0.0.1:6000?listen|-re|listener",
                "http://127.0.0.1:6000/in?listen=1|-re|listener",
                "rtsp://127.0.0.1:6000/in|-rtsp_flags listen|listener",
                "pipe:0|-re|pipe",
            })
    void doesNotOpenWhatCanBeOpenedOnlyOnce(String address, String options, String why) {
        LegPlan plan = plan(reading(AUTO, new ProcessSpec.MediaInput(address, List.of(options.split(" ", -1)))));

        assertThat(choices(plan)).isEqualTo("transcode transcode");
        assertThat(plan.video().why()).contains(why);
        assertThat(plan.probed()).isFalse();
    }

    @Test
    void opensCallersOfTheSameProtocols() {
        for (String address : List.of("srt://127.0.0.1:1?mode=caller", "rtmp://127.0.0.1/live?listener=x")) {
            assertThat(UnseenInput.obstacle(new ProcessSpec.MediaInput(address, List.of("-listen", "0"))))
                    .as(address)
                    .isEmpty();
        }
    }

    @Test
    void doesNotOpenANamedPipe() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(plan(reading(AUTO, input(pipe))).video().why()).contains("pipe");
    }

    @Test
    void saysWhyAnInputCannotBeRead() {
        Outcome outcome = outcome(reading(AUTO, input(Path.of("/nonexistent/camera.mp4"))));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.why()).contains("No such file or directory");
            assertThat(failed.log()).isNotEmpty();
        });
    }

    /** A camera that takes the connection and says nothing. */
    @Test
    void endsAProbeThatIsNotWantedAnyMoreAndLeavesNothing() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProcessSpec spec = reading(
                    AUTO, new ProcessSpec.MediaInput("rtsp://127.0.0.1:" + silent.getLocalPort() + "/x", List.of()));
            var told = new CompletableFuture<Outcome>();
            LegPlanner.Planning planning = planner.begin(spec, AUTO, told::complete);
            silent.accept().close();

            planning.cancel();

            assertThat(get(told)).isInstanceOf(Outcome.Failed.class);
            assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                    .as("nothing but the guard")
                    .allMatch(child -> child.pid() == guard.pid());
        }
    }

    @Test
    void killsAProbeThatTakesTooLong() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProcessSpec spec = reading(
                    AUTO,
                    new ProcessSpec.MediaInput("tcp://127.0.0.1:" + silent.getLocalPort(), List.of("-f", "mpegts")));
            var probe = new Probe(
                    ProbeCommand.build(binary, spec, java.util.Set.of(0), Optional.empty()),
                    starter,
                    Duration.ofMillis(500));

            ProbeResult result = probe.run();

            assertThat(result.streams()).isEmpty();
            assertThat(result.log()).last().asString().contains("did not tell what it is");
        }
    }

    @Test
    void tellsWhoeverAsksWhatIsInAllInputs() {
        Path file = new Clips(directory).both("both.mp4", H264 + "-c:a aac");

        ProbeResult result = get(planner.probe(reading(AUTO, input(file), input(file))));

        assertThat(result.streams())
                .extracting(stream -> stream.index() + ":" + stream.codec())
                .containsExactly("0:h264", "0:aac", "1:h264", "1:aac");
        assertThat(result.streams().getFirst().durationSeconds()).isEqualTo(4);
        assertThat(result.log()).anyMatch(line -> line.startsWith("Input #1"));
    }

    @Test
    void plansAListenerByWhatItsRunSaid() {
        LegPlan plan = LegPlanner.fromRun(
                        AUTO,
                        List.of(
                                "Input #0, flv, from 'rtmp://127.0.0.1/live':",
                                "  Stream #0:0: Video: h264 (High), yuv420p(progressive), 1280x720, 30 fps, 30 tbr, 1k"
                                        + " tbn",
                                "Stream map '0:a:0' matches no streams."))
                .orElseThrow();

        assertThat(choices(plan)).isEqualTo("transcode none");
        assertThat(LegPlanner.fromRun(AUTO, List.of("Connection refused"))).isEmpty();
        assertThat(PlanDoubts.arise("Stream map '0:a:0' matches no streams.")).isTrue();
    }

    @Test
    void doubtsAPlanThatTheDescriptionContradicts() {
        Path file = new Clips(directory).both("both.mkv", H264 + "-bf 0 -c:a libopus");
        LegPlan plan = plan(reading(AUTO, input(file)));
        String sdp = "m=video 1 RTP/AVP 102\r\na=rtpmap:102 H264/90000\r\nm=audio 2 RTP/AVP 111\r\na=rtpmap:111 ";

        assertThat(plan.audio().choice()).isEqualTo(TrackPlan.Choice.COPY);
        assertThat(PlanDoubts.arise(plan, AUTO, sdp + "opus/48000/2\r\n")).isFalse();
        assertThat(PlanDoubts.arise(plan, AUTO, sdp + "MPEG4-GENERIC/48000/2\r\n"))
                .isTrue();
        assertThat(PlanDoubts.arise(plan, AUTO, "")).isFalse();
        assertThat(PlanDoubts.arise(plan.withoutCopies(), AUTO, sdp + "MPEG4-GENERIC/48000/2\r\n"))
                .isFalse();
    }

    @Test
    void aNameThatNobodyKnowsIsSaidInPlaceOfWhatFollowsFromIt() {
        assertThat(Probe.complaint(List.of(
                        "[tcp @ 0x55bab5b00580] Failed to resolve hostname camera.example: Name or service not known",
                        "rtsp://camera.example/live: Input/output error")))
                .isEqualTo("Failed to resolve hostname camera.example: Name or service not known");
    }

    @Test
    void aLookKeepsWhatItReadUntilItKnewTheInput() {
        var camera =
                new ProcessSpec.MediaInput("rtsp://cam/1", List.of("-fflags", "nobuffer", "-rtsp_transport", "tcp"));
        var other = new ProcessSpec.MediaInput(
                "rtsp://cam/2", List.of("-fflags", "+genpts+nobuffer", "-rtsp_transport", "tcp"));
        assertThat(ProbeCommand.build(binary, reading(AUTO, camera), Set.of(0), Optional.empty()))
                .containsSubsequence("-rtsp_transport", "tcp", "-i", "rtsp://cam/1")
                .doesNotContain("-fflags");
        assertThat(ProbeCommand.build(binary, reading(AUTO, other), Set.of(0), Optional.empty()))
                .containsSubsequence("-fflags", "+genpts", "-rtsp_transport", "tcp");
    }
}
