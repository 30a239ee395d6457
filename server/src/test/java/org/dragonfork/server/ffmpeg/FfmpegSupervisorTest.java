package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessPast;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.RunProgress;
import org.dragonfork.egress.supervise.RunReport;
import org.dragonfork.egress.supervise.VideoEncoding;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real FFmpeg processes, started, hurt and stopped. */
class FfmpegSupervisorTest {
    private static final StreamId ID = new StreamId("cam:1");
    private static final RestartPolicy ONCE = new RestartPolicy(false, Duration.ZERO, Duration.ZERO);
    private static final RestartPolicy AGAIN = new RestartPolicy(true, Duration.ofMillis(50), Duration.ZERO);

    private final FfmpegBinary binary = RealFfmpeg.find();
    private final RecordingRunListener listener = new RecordingRunListener();
    private final LegReceiver video = new LegReceiver();
    private final LegReceiver audio = new LegReceiver();
    private FfmpegSupervisor supervisor = new FfmpegSupervisor(
            binary, SupervisorSettings.DEFAULT, listener, _ -> List.of(), System::nanoTime, InstantSource.system());

    @AfterEach
    void close() {
        supervisor.close();
        video.close();
        audio.close();
    }

    private static ProcessSpec endless(RestartPolicy policy) {
        return new ProcessSpec(
                ID,
                "ref",
                List.of(),
                List.of(
                        new ProcessSpec.MediaInput("testsrc2=size=320x180:rate=30", List.of("-re", "-f", "lavfi")),
                        new ProcessSpec.MediaInput("sine=sample_rate=48000", List.of("-re", "-f", "lavfi"))),
                List.of(),
                policy,
                Optional.of(WebrtcLegs.both(LegMode.TRANSCODE)
                        .withMaps("0:v:0", "1:a:0")
                        .withEncoding(new VideoEncoding("ultrafast", 500))));
    }

    private static ProcessSpec reading(String address, RestartPolicy policy, String... options) {
        return new ProcessSpec(
                ID,
                "",
                List.of(),
                List.of(new ProcessSpec.MediaInput(address, List.of(options))),
                List.of(new ProcessSpec.MediaOutput("-", List.of("-f", "null"))),
                policy,
                Optional.empty());
    }

    private void run(ProcessSpec spec) {
        supervisor.add(spec, LegPorts.of(video.port(), audio.port()));
        supervisor.start(ID);
    }

    private ProcessStatus status() {
        return supervisor.status(ID).orElseThrow();
    }

    @Test
    void runsFromStartToStopAndLeavesNothing() throws Exception {
        run(endless(AGAIN));
        video.awaitRtp(20);
        audio.awaitRtp(20);
        Await.until("progress is told", Duration.ofSeconds(10), () -> listener.progress.get() >= 2);
        Await.until(
                "progress is known",
                Duration.ofSeconds(5),
                () -> status().progress().frame() > 0);

        ProcessStatus running = status();
        assertThat(running.state()).isEqualTo(ProcessState.RUNNING);
        assertThat(running.order()).isEqualTo(Order.START);
        assertThat(running.restarts()).isZero();
        assertThat(running.command()).contains("-start_time_realtime", "102", "111");
        RunReport report = running.report().current();
        assertThat(report.prelude()).anyMatch(line -> line.startsWith("Output #1, rtp"));
        assertThat(report.log()).isNotEmpty().noneMatch(line -> line.text().startsWith("progress="));
        assertThat(listener.descriptions).hasSize(1);
        long pid = running.pid().orElseThrow();
        assertThat(Await.isRunning(pid)).isTrue();

        supervisor.stop(ID).get(5, TimeUnit.SECONDS);

        assertThat(Await.isRunning(pid)).isFalse();
        assertThat(status().pid()).isEmpty();
        assertThat(status().progress()).isEqualTo(RunProgress.NONE);
        Map<ProcessState, Long> once = Map.of(
                ProcessState.STARTING, 1L,
                ProcessState.RUNNING, 1L,
                ProcessState.FINISHING, 1L,
                ProcessState.FINISHED, 1L,
                ProcessState.FAILED, 0L,
                ProcessState.KILLED, 0L);
        assertThat(status().entries()).isEqualTo(once);
        assertThat(supervisor.stateEntries()).isEqualTo(once);
        assertThat(listener.told)
                .containsExactly(
                        "FINISHED -> STARTING",
                        "run started",
                        "STARTING -> RUNNING",
                        "described",
                        "RUNNING -> FINISHING",
                        "FINISHING -> FINISHED",
                        "run ended: FINISHED, stopped on order, exit code 255");
    }

    @Test
    void countsOnWhenItIsStoppedAndStartedOnOtherPortsOrExchanged() throws Exception {
        run(endless(AGAIN));
        video.awaitRtp(5);
        listener.await("STARTING -> RUNNING", 1);
        supervisor.stop(ID).get(5, TimeUnit.SECONDS);

        try (LegReceiver other = new LegReceiver()) {
            supervisor.start(ID, LegPorts.of(other.port(), audio.port()));
            other.awaitRtp(5);
            listener.await("STARTING -> RUNNING", 2);
            assertThat(status().restarts()).isEqualTo(1);
            assertThat(status().entries()).containsEntry(ProcessState.RUNNING, 2L);
            assertThat(status().report().history()).hasSize(1);

            ProcessPast past = supervisor.remove(ID).get(5, TimeUnit.SECONDS);
            supervisor.add(endless(AGAIN), LegPorts.of(video.port(), audio.port()), past);
            assertThat(status().entries()).containsEntry(ProcessState.FINISHED, 2L);
            supervisor.start(ID);
            listener.await("STARTING -> RUNNING", 3);
            assertThat(status().restarts()).isEqualTo(2);
            assertThat(status().entries()).containsEntry(ProcessState.RUNNING, 3L);
            assertThat(status().report().history()).hasSize(2);
        }
    }

    @Test
    void doesNotStartALegWithoutAPort() {
        supervisor.add(endless(AGAIN), LegPorts.of(video.port(), audio.port()));

        assertThatThrownBy(() -> supervisor.start(ID, LegPorts.NONE)).hasMessageContaining("a leg without a port");
        assertThat(status().order()).isEqualTo(Order.STOP);
    }

    @Test
    void runsAgainOnTheSamePortsWhenFfmpegIsKilled() {
        run(endless(AGAIN));
        video.awaitRtp(5);
        listener.await("STARTING -> RUNNING", 1);
        long pid = status().pid().orElseThrow();
        int source = ByteBuffer.wrap(video.rtp().getLast()).getInt(8);

        Await.signal("KILL", pid);

        listener.await("run ended: KILLED, ended by signal 9", 1);
        listener.await("STARTING -> RUNNING", 2);
        Await.until(
                "another source sends to the same port",
                Duration.ofSeconds(5),
                () -> ByteBuffer.wrap(video.rtp().getLast()).getInt(8) != source);
        assertThat(status().restarts()).isEqualTo(1);
        assertThat(status().pid().orElseThrow()).isNotEqualTo(pid);
    }

    @Test
    void finishesWithTheInput() {
        run(reading("testsrc2=size=64x64:rate=10:duration=1", ONCE, "-f", "lavfi"));
        listener.await("run ended: FINISHED, exit code 0", 1);
        assertThat(listener.told).contains("STARTING -> RUNNING", "RUNNING -> FINISHED");
        assertThat(status().order()).isEqualTo(Order.START);
        assertThat(status().reconnectSeconds()).isEqualTo(-1);
    }

    @Test
    void triesABadInputAgainAndAgain() {
        run(reading("/nonexistent/file.mp4", AGAIN));
        listener.await("STARTING -> FAILED", 3);
        assertThat(listener.told).doesNotContain("STARTING -> RUNNING");
        assertThat(status().report().current().log())
                .anyMatch(line -> line.text().contains("No such file or directory"));
    }

    @Test
    void failsWhenThereIsNoBinary() {
        supervisor.close();
        supervisor = new FfmpegSupervisor(
                new FfmpegBinary(Path.of("/nonexistent/ffmpeg"), binary.version(), FfmpegBinary.Origin.CONFIGURED),
                SupervisorSettings.DEFAULT,
                listener,
                _ -> List.of(),
                System::nanoTime,
                InstantSource.system());
        run(endless(AGAIN));
        listener.await("STARTING -> FAILED", 2);
        assertThat(status().lastLogLine())
                .isEqualTo("FFmpeg could not be started: /nonexistent/ffmpeg is not there or cannot be executed");
        assertThat(listener.count("run started")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void interruptsARunThatHangs() {
        // Nobody sends to this port, so FFmpeg waits for its input for ever.
        run(reading(
                "udp://127.0.0.1:" + freePort(),
                new RestartPolicy(true, Duration.ofMillis(50), Duration.ofMillis(1000)),
                "-f",
                "mpegts"));
        listener.await("run started", 2);
        assertThat(listener.told)
                .anyMatch(line -> line.startsWith("run ended: ") && line.contains("no progress for 1 s"));
    }

    @Test
    void restartEndsTheRunAndKeepsTheOrder() {
        run(endless(AGAIN));
        listener.await("STARTING -> RUNNING", 1);
        supervisor.restart(ID);
        listener.await("run ended: FINISHED, restarted on order, exit code 255", 1);
        listener.await("STARTING -> RUNNING", 2);
        assertThat(status().order()).isEqualTo(Order.START);
    }

    @Test
    void replacesAKilledGuardAndStillStopsInGoodOrder() throws Exception {
        run(endless(AGAIN));
        listener.await("STARTING -> RUNNING", 1);
        long guard = supervisor.guardPid();
        Await.until(
                "the guard is old enough to be replaced",
                Duration.ofSeconds(3),
                () -> ProcessHandle.of(guard)
                        .flatMap(handle -> handle.info().startInstant())
                        .map(start -> start.plusMillis(1200).isBefore(java.time.Instant.now()))
                        .orElseThrow());

        Await.signal("KILL", guard);
        Await.until(
                "another guard is there",
                Duration.ofSeconds(5),
                () -> supervisor.guardPid() != guard && Await.isRunning(supervisor.guardPid()));

        supervisor.stop(ID).get(5, TimeUnit.SECONDS);
        assertThat(listener.told).contains("run ended: FINISHED, stopped on order, exit code 255");
    }

    @Test
    void hidesTheServersEnvironmentFromFfmpeg() throws IOException {
        run(endless(ONCE));
        listener.await("STARTING -> RUNNING", 1);
        String environment = Files.readString(Path.of("/proc/" + status().pid().orElseThrow() + "/environ"));
        assertThat(environment.split("\0", -1))
                .allMatch(
                        entry -> entry.isEmpty()
                                || entry.matches(
                                        "(PATH|HOME|LANG|LC_ALL|LC_CTYPE|TZ|TMPDIR|LD_LIBRARY_PATH|FONTCONFIG_FILE|"
                                                + "FONTCONFIG_PATH|XDG_CACHE_HOME|SSL_CERT_DIR|SSL_CERT_FILE|GCONV_PATH|PWD|OLDPWD|SHLVL|_)=.*"));
    }

    @Test
    void closeStopsEverything() {
        run(endless(AGAIN));
        listener.await("STARTING -> RUNNING", 1);
        long pid = status().pid().orElseThrow();
        long guard = supervisor.guardPid();
        supervisor.close();
        assertThat(Await.isRunning(pid)).isFalse();
        Await.until("the guard is gone", Duration.ofSeconds(2), () -> !Await.isRunning(guard));
    }

    @Test
    void removedProcessIsForgotten() throws Exception {
        run(endless(AGAIN));
        listener.await("STARTING -> RUNNING", 1);
        supervisor.remove(ID).get(5, TimeUnit.SECONDS);
        assertThat(supervisor.all()).isEmpty();
        assertThat(supervisor.stateEntries()).containsEntry(ProcessState.RUNNING, 1L);
        assertThatThrownBy(() -> supervisor.start(ID)).hasMessage("there is no process cam:1");
    }

    @Test
    void refusesAProcessWhoseLegsHaveNoPort() {
        assertThatThrownBy(() -> supervisor.add(endless(AGAIN), LegPorts.NONE))
                .hasMessage("process cam:1 has a leg without a port");
        supervisor.add(endless(AGAIN), LegPorts.of(1, 2));
        assertThatThrownBy(() -> supervisor.add(endless(AGAIN), LegPorts.of(1, 2)))
                .hasMessageContaining("exists already");
    }

    private static int freePort() {
        try (LegReceiver taken = new LegReceiver()) {
            return taken.port();
        }
    }
}
