package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.TrackPlan.Choice;
import org.dragonfork.egress.supervise.VideoEncoding;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the legs of a process in mode auto are planned, and when anew. */
class AutoLegsTest {
    private static final StreamId ID = new StreamId("auto");
    private static final String PROBING = "planning: FFmpeg looks at the input to see what browsers can play of it";
    private static final RestartPolicy SOON_AGAIN =
            new RestartPolicy(true, Duration.ofMillis(200), Duration.ofSeconds(30));
    private static final String H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 15 -bf 0 ";

    @TempDir
    private Path directory;

    private final RecordingRunListener listener = new RecordingRunListener();
    private final LegReceiver video = new LegReceiver();
    private final LegReceiver audio = new LegReceiver();
    private final FfmpegSupervisor supervisor = new FfmpegSupervisor(
            RealFfmpeg.find(),
            SupervisorSettings.DEFAULT,
            listener,
            _ -> List.of(),
            System::nanoTime,
            InstantSource.system());

    @AfterEach
    void close() {
        supervisor.close();
        video.close();
        audio.close();
    }

    private void start(String address, RestartPolicy policy, String... options) {
        WebrtcLegs legs = WebrtcLegs.both(LegMode.AUTO).withEncoding(new VideoEncoding("ultrafast", 500));
        supervisor.add(
                new ProcessSpec(
                        ID,
                        "",
                        List.of(),
                        List.of(new ProcessSpec.MediaInput(address, List.of(options))),
                        List.of(),
                        policy,
                        Optional.of(legs)),
                LegPorts.of(video.port(), audio.port()));
        supervisor.start(ID);
    }

    private void playForEver(Path file) {
        start(file.toString(), SOON_AGAIN, "-re", "-stream_loop", "-1");
    }

    private ProcessStatus status() {
        return supervisor.status(ID).orElseThrow();
    }

    private LegPlan plan() {
        return supervisor.plan(ID).orElseThrow();
    }

    @Test
    void copiesOneTrackAndEncodesTheOther() {
        playForEver(new Clips(directory).both("camera.flv", H264 + "-c:a aac"));
        video.awaitRtp(30);
        audio.awaitRtp(30);

        assertThat(plan().video().choice()).isEqualTo(Choice.COPY);
        assertThat(plan().audio().choice()).isEqualTo(Choice.TRANSCODE);
        assertThat(status().command()).containsSequence("-c:v", "copy").containsSequence("-c:a", "libopus");
        assertThat(video.pictures().getFirst()).as("begins with a key frame").contains(5);
        assertThat(listener.descriptions.getFirst())
                .as("parameter sets from FLV")
                .contains("sprop-parameter-sets=Z");
        assertThat(status().report().current().prelude())
                .anyMatch(line -> line.startsWith("legs are planned: video: copy") && line.contains("found in "));
        assertThat(listener.told.subList(0, 4))
                .containsExactly("FINISHED -> STARTING", "run started", PROBING, "planned");
    }

    @Test
    void makesPixelsSquareThatAreNot() {
        playForEver(new Clips(directory).both("anamorphic.mkv", H264 + "-vf setsar=64/45 -c:a libopus"));
        video.awaitRtp(10);

        assertThat(plan().video().choice()).isEqualTo(Choice.TRANSCODE);
        assertThat(plan().video().why()).contains("1.422 times as wide as high").contains("squeezed");
        assertThat(plan().audio().choice()).isEqualTo(Choice.COPY);
        Await.until(
                "square pixels are put out",
                Duration.ofSeconds(10),
                () -> status().report().current().log().stream()
                        .anyMatch(line ->
                                line.text().contains("[SAR 1:1") && line.text().contains("q=2-31")));
    }

    @Test
    void keepsThePlanOverACrashAndMakesItAnewAfterAStop() throws Exception {
        playForEver(new Clips(directory).both("camera.mkv", H264 + "-c:a libopus"));
        video.awaitRtp(10);

        Await.signal("KILL", status().pid().orElseThrow());
        listener.await("described", 2);
        assertThat(listener.count(PROBING)).isEqualTo(1);
        assertThat(listener.count("planned")).isEqualTo(1);

        supervisor.stop(ID).get(10, TimeUnit.SECONDS);
        supervisor.start(ID);
        listener.await("described", 3);
        assertThat(listener.count(PROBING)).isEqualTo(2);
        assertThat(listener.count("planned")).isEqualTo(2);
    }

    @Test
    void plansAnewWhenTheInputHasBecomeAnother() throws IOException {
        Clips clips = new Clips(directory);
        Path file = clips.both("camera.mkv", H264 + "-c:a libopus");
        Path other = clips.both("other.mkv", "-c:v mpeg4 -c:a libmp3lame");
        playForEver(file);
        video.awaitRtp(10);
        assertThat(plan().video().choice()).isEqualTo(Choice.COPY);

        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        supervisor.restart(ID);

        listener.await("planned", 2);
        assertThat(plan().video().choice()).isEqualTo(Choice.TRANSCODE);
        assertThat(plan().audio().choice()).isEqualTo(Choice.TRANSCODE);
        listener.await("described", 2);
    }

    @Test
    void triesAgainUntilTheInputIsThere() throws IOException {
        Path file = directory.resolve("late.mkv");
        start(file.toString(), SOON_AGAIN, "-re", "-stream_loop", "-1");
        listener.await("STARTING -> FAILED", 2);

        assertThat(listener.told)
                .anyMatch(line -> line.startsWith("planning: the input cannot be read: ")
                        && line.contains("No such file or directory"));
        assertThat(listener.ends.getFirst().nextRun())
                .hasValueSatisfying(next -> assertThat(next).isBetween(Duration.ZERO, Duration.ofMillis(200)));
        assertThat(status().lastLogLine()).contains("No such file or directory");
        assertThat(status().why()).contains("the input cannot be read");
        assertThat(supervisor.plan(ID)).isEmpty();

        Path made = new Clips(directory).both("made.mkv", H264 + "-c:a libopus");
        Files.move(made, file);
        video.awaitRtp(10);
        assertThat(status().state()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void doesNotTryAgainWithoutReconnect() {
        start("/nonexistent/camera.mkv", new RestartPolicy(false, Duration.ZERO, Duration.ZERO));
        listener.await("STARTING -> FAILED", 1);

        assertThat(status().reconnectSeconds()).isEqualTo(-1);
    }

    @Test
    void stopsInTheMiddleOfAProbeAndLeavesNothing() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start("tcp://127.0.0.1:" + silent.getLocalPort(), SOON_AGAIN, "-f", "mpegts");
            try (Socket camera = silent.accept()) {
                assertThat(camera.isConnected()).isTrue();
                assertThat(status().state()).isEqualTo(ProcessState.STARTING);

                supervisor.stop(ID).get(8, TimeUnit.SECONDS);
            }
        }
        assertThat(status().state()).isEqualTo(ProcessState.FINISHED);
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .as("nothing but the guard")
                .allMatch(child -> child.pid() == supervisor.guardPid());
        supervisor.start(ID);
        listener.await(PROBING, 2);
    }

    /** The sender comes back after the first run, as OBS does. */
    @Test
    void learnsFromTheRunThatAListenerHasNoSoundAndLaterThatItHas() throws Exception {
        var file = new AtomicReference<>(new Clips(directory).picture("silent.ts", H264));
        Path withSound = new Clips(directory).both("sound.ts", H264 + "-c:a aac");
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var sending = new AtomicBoolean(true);
        Thread sender = Thread.ofPlatform().daemon().start(() -> {
            while (sending.get()) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                        OutputStream out = socket.getOutputStream()) {
                    Files.copy(file.get(), out);
                } catch (IOException _) {
                    java.util.concurrent.locks.LockSupport.parkNanos(20_000_000L);
                }
            }
        });
        start("tcp://127.0.0.1:" + port + "?listen", SOON_AGAIN, "-f", "mpegts");
        try {
            listener.await("planned", 2);
            assertThat(listener.plans.getFirst().audio().choice()).isEqualTo(Choice.TRANSCODE);
            LegPlan silent = listener.plans.get(1);
            assertThat(silent.audio().choice()).isEqualTo(Choice.NONE);
            assertThat(silent.audio().why()).contains("no audio").contains("taken from the next sender that has it");
            assertThat(silent.video().choice()).isEqualTo(Choice.TRANSCODE);
            video.awaitRtp(10);

            file.set(withSound);
            audio.awaitRtp(10);
            assertThat(plan().audio().choice()).isEqualTo(Choice.TRANSCODE);
            assertThat(plan().video().choice()).isEqualTo(Choice.TRANSCODE);
        } finally {
            sending.set(false);
            sender.join(5000);
        }
    }

    @Test
    void saysThatThereIsNothingToWatch() throws IOException {
        Path words = directory.resolve("words.srt");
        Files.writeString(words, "1\n00:00:00,000 --> 00:00:04,000\nwords\n");
        start(words.toString(), new RestartPolicy(false, Duration.ZERO, Duration.ZERO));
        listener.await("STARTING -> FAILED", 1);

        assertThat(status().why()).contains("the input has nothing to watch");
    }
}
