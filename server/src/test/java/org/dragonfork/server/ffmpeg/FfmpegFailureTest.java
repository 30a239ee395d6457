package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LogLine;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.RunLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with real FFmpegs, each in another way, and many at once. */
class FfmpegFailureTest {
    private static final StreamId ID = new StreamId("cam");
    private static final RestartPolicy AGAIN = new RestartPolicy(true, Duration.ofMillis(50), Duration.ZERO);

    private final FfmpegBinary binary = RealFfmpeg.find();
    private final RecordingRunListener listener = new RecordingRunListener();
    private FfmpegSupervisor supervisor = supervisor(SupervisorSettings.DEFAULT);

    private FfmpegSupervisor supervisor(SupervisorSettings settings) {
        return new FfmpegSupervisor(
                binary, settings, listener, _ -> List.of(), System::nanoTime, InstantSource.system());
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    private static ProcessSpec spec(
            StreamId id, RestartPolicy policy, RunLimits limits, String output, String... input) {
        List<String> options = List.of(input).subList(0, input.length - 1);
        return new ProcessSpec(
                id,
                "",
                List.of(),
                List.of(new ProcessSpec.MediaInput(input[input.length - 1], options)),
                List.of(new ProcessSpec.MediaOutput(output, List.of("-f", output.equals("-") ? "null" : "nut", "-y"))),
                policy,
                limits,
                Optional.empty());
    }

    private static ProcessSpec silence(StreamId id, RestartPolicy policy) {
        return spec(id, policy, RunLimits.NONE, "-", "-re", "-f", "lavfi", "anullsrc=sample_rate=8000");
    }

    private void run(ProcessSpec spec) {
        supervisor.add(spec, LegPorts.NONE);
        assertThat(supervisor.start(spec.id())).isEqualTo(new StartResult.Ordered());
    }

    private ProcessStatus status(StreamId id) {
        return supervisor.status(id).orElseThrow();
    }

    private void awaitState(StreamId id, ProcessState state, int seconds) {
        Await.until(
                id + " is " + state,
                Duration.ofSeconds(seconds),
                () -> status(id).state() == state);
    }

    @Test
    void tellsACrashFromAnInterruptFromOutside() {
        run(silence(ID, AGAIN));
        listener.await("STARTING -> RUNNING", 1);
        Await.signal("SEGV", status(ID).pid().orElseThrow());
        listener.await("run ended: KILLED, ended by signal 11", 1);

        listener.await("STARTING -> RUNNING", 2);
        Await.signal("TERM", status(ID).pid().orElseThrow());
        listener.await("run ended: FINISHED, exit code 255", 1);

        listener.await("STARTING -> RUNNING", 3);
        assertThat(status(ID).report().history()).hasSize(2);
        assertThat(status(ID).restarts()).isEqualTo(2);
    }

    @Test
    void killsWhatHangsAndBeginsAgainIfItShallRun() throws Exception {
        StreamId stopped = new StreamId("stopped");
        run(silence(ID, new RestartPolicy(true, Duration.ZERO, Duration.ofSeconds(1))));
        run(silence(stopped, AGAIN));
        awaitState(ID, ProcessState.RUNNING, 10);
        awaitState(stopped, ProcessState.RUNNING, 10);
        long hung = status(ID).pid().orElseThrow();
        long deaf = status(stopped).pid().orElseThrow();
        Await.signal("STOP", hung);
        Await.signal("STOP", deaf);

        supervisor.stop(stopped).get(7, TimeUnit.SECONDS);

        assertThat(Await.isRunning(deaf)).isFalse();
        assertThat(status(stopped).state()).isEqualTo(ProcessState.KILLED);
        listener.await("run ended: KILLED, no progress for 1 s, ended by signal 9", 1);
        assertThat(Await.isRunning(hung)).isFalse();
        Await.until("it runs again", Duration.ofSeconds(5), () -> status(ID).restarts() == 1);
    }

    @Test
    void comesBackWithItsInput(@TempDir Path folder) throws Exception {
        byte[] clip = Files.readAllBytes(RealFfmpeg.clip(folder, "clip.ts", "aac"));
        int port;
        try (CameraSocket camera = new CameraSocket(0, clip)) {
            port = camera.port();
            run(spec(
                    ID,
                    AGAIN,
                    RunLimits.NONE,
                    "-",
                    "-re",
                    "-probesize",
                    "50000",
                    "-analyzeduration",
                    "500000",
                    "-f",
                    "mpegts",
                    "tcp://127.0.0.1:" + port));
            listener.await("STARTING -> RUNNING", 1);
            assertThat(status(ID).progress().inputs())
                    .extracting(stream -> stream.type() + " " + stream.codec())
                    .containsExactly("video h264", "audio aac");
        }
        // It refuses connections now.
        listener.await("STARTING -> FAILED", 3);
        assertThat(status(ID).report().history()).hasSize(3);
        assertThat(listener.count("STARTING -> RUNNING")).isEqualTo(1);
        try (CameraSocket _ = new CameraSocket(port, clip)) {
            listener.await("STARTING -> RUNNING", 2);
            supervisor.stop(ID).get(6, TimeUnit.SECONDS);
        }
    }

    @Test
    void saysThatTheDiskIsFull() {
        run(spec(
                ID,
                new RestartPolicy(false, Duration.ZERO, Duration.ZERO),
                RunLimits.NONE,
                "/dev/full",
                "-f",
                "lavfi",
                "testsrc2=size=320x180:duration=20"));
        awaitState(ID, ProcessState.FAILED, 10);
        assertThat(status(ID).report().current().log())
                .extracting(LogLine::text)
                .anyMatch(line -> line.contains("No space left on device") || line.contains("Conversion failed"));
        assertThat(status(ID).reconnectSeconds()).isEqualTo(-1);
        assertThat(status(ID).why()).startsWith("exit code ");
    }

    @Test
    void endsWhatUsesTooMuch() {
        StreamId memory = new StreamId("memory");
        run(spec(ID, AGAIN, new RunLimits(5, 0, Duration.ofSeconds(1)), "-", "-f", "lavfi", "testsrc2=size=640x360"));
        run(spec(memory, AGAIN, new RunLimits(0, 1_000_000, Duration.ZERO), "-", "-re", "-f", "lavfi", "anullsrc"));
        Await.until(
                "both were ended",
                Duration.ofSeconds(10),
                () -> listener.told.stream()
                                        .filter(line ->
                                                line.matches("run ended: .*above its limit of 5.0 % CPU for 1 s, .*"))
                                        .count()
                                > 0
                        && listener.told.stream()
                                .anyMatch(line -> line.matches("run ended: .*above its limit of 1000000 bytes .*")));
        Await.until("it runs again", Duration.ofSeconds(5), () -> status(ID).restarts() > 0);
        Await.until(
                "its use is known",
                Duration.ofSeconds(5),
                () -> status(ID).cpuPercent() > 5 && status(ID).memoryBytes() > 1_000_000);
    }

    @Test
    void runsFiftyAndLeavesNone() throws Exception {
        List<StreamId> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(new StreamId("p" + i));
            run(silence(ids.getLast(), AGAIN));
        }
        Await.until(
                "all run",
                Duration.ofSeconds(60),
                () -> supervisor.all().stream()
                        .allMatch(each -> each.state() == ProcessState.RUNNING && each.restarts() == 0));
        Set<Long> pids =
                supervisor.all().stream().map(each -> each.pid().orElseThrow()).collect(Collectors.toSet());
        assertThat(pids).hasSize(50).allMatch(Await::isRunning);
        CompletableFuture<?>[] stops =
                ids.subList(0, 25).stream().map(id -> supervisor.remove(id)).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(stops).get(10, TimeUnit.SECONDS);
        assertThat(supervisor.all()).hasSize(25);

        supervisor.close();

        assertThat(pids).noneMatch(Await::isRunning);
        assertThat(ProcessHandle.current().children().map(ProcessHandle::pid)).doesNotContainAnyElementsOf(pids);
    }

    @Test
    void startsNoMoreThanItMay() throws Exception {
        supervisor.close();
        supervisor = supervisor(new SupervisorSettings(ReportLimits.DEFAULT, 1));
        StreamId other = new StreamId("other");
        run(silence(ID, AGAIN));
        supervisor.add(silence(other, AGAIN), LegPorts.NONE);
        assertThat(supervisor.start(other)).isEqualTo(new StartResult.TooMany(1));
        assertThat(supervisor.start(ID)).as("it is ordered already").isEqualTo(new StartResult.Ordered());
        assertThat(status(other).state()).isEqualTo(ProcessState.FINISHED);

        supervisor.stop(ID).get(6, TimeUnit.SECONDS);

        assertThat(supervisor.start(other)).isEqualTo(new StartResult.Ordered());
        awaitState(other, ProcessState.RUNNING, 10);
    }

    @Test
    void doesNotWaitForEverForARunThatCannotBeKilled() {
        supervisor.close();
        FakeRuns runs = new FakeRuns();
        supervisor = new FfmpegSupervisor(
                binary,
                SupervisorSettings.DEFAULT,
                listener,
                _ -> List.of(),
                System::nanoTime,
                InstantSource.system(),
                new ProcessGuard(),
                runs,
                Duration.ofMillis(50));
        run(silence(ID, AGAIN));

        assertThatThrownBy(() -> supervisor.remove(ID).get(5, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(TimeoutException.class);

        assertThat(supervisor.status(ID)).as("it is still there, as is its run").isPresent();
        assertThat(status(ID).state()).isEqualTo(ProcessState.FINISHING);
        assertThatThrownBy(() -> supervisor.add(silence(ID, AGAIN), LegPorts.NONE))
                .hasMessageContaining("exists already");
    }

    /** A camera that plays a clip to everybody who connects, again and again, as fast as it is read. */
    private static final class CameraSocket implements AutoCloseable {
        private final ServerSocket server;
        private final List<Socket> viewers = new ArrayList<>();

        CameraSocket(int port, byte[] clip) throws IOException {
            server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
            Thread.ofPlatform().daemon().name("camera").start(() -> serve(clip));
        }

        int port() {
            return server.getLocalPort();
        }

        private void serve(byte[] clip) {
            while (!server.isClosed()) {
                try (Socket viewer = server.accept()) {
                    // When it is switched off, what is still on its way is lost.
                    viewer.setSoLinger(true, 0);
                    synchronized (viewers) {
                        viewers.add(viewer);
                    }
                    OutputStream out = viewer.getOutputStream();
                    while (!server.isClosed()) {
                        out.write(clip);
                    }
                } catch (IOException _) {
                    // The viewer left, or the camera was switched off.
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            synchronized (viewers) {
                for (Socket viewer : viewers) {
                    viewer.close();
                }
            }
        }
    }
}
