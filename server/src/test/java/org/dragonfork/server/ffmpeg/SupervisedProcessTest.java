package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.ExitStatus;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessInput;
import org.dragonfork.egress.supervise.ProcessPast;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.RunLimits;
import org.dragonfork.egress.supervise.RunProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process with pretended runs in virtual time: what the supervisor's thread would do happens when the test says. */
class SupervisedProcessTest {
    private static final long SECOND = 1_000_000_000L;
    private static final ExitStatus OK = new ExitStatus.Code(0);
    private static final RestartPolicy AGAIN = new RestartPolicy(true, Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final RunLimits LIMITS = new RunLimits(50, 1_000_000, Duration.ofSeconds(3));

    private final FakeRuns runs = new FakeRuns();
    private final RecordingRunListener listener = new RecordingRunListener();
    private final Deque<Runnable> posted = new ArrayDeque<>();
    private long now;
    private int mediaMillis;
    private final SupervisedProcess process = new SupervisedProcess(
            new ProcessSpec(
                    new StreamId("cam"),
                    "ref",
                    List.of(),
                    List.of(new ProcessSpec.MediaInput("in", "rtsp://cam/1", List.of())),
                    List.of(new ProcessSpec.MediaOutput("out", "-", List.of("-f", "null"))),
                    AGAIN,
                    LIMITS,
                    Optional.empty()),
            LegPorts.NONE,
            ProcessPast.NONE,
            new SupervisedProcess.Shared(
                    new FfmpegBinary(
                            Path.of("/usr/bin/ffmpeg"),
                            FfmpegVersion.parse("ffmpeg version 5.1.9").orElseThrow(),
                            FfmpegBinary.Origin.PATH),
                    runs,
                    new LegPlanner(RealFfmpeg.find(), runs, () -> now),
                    listener,
                    _ -> List.of(),
                    () -> now,
                    () -> Instant.ofEpochSecond(1_700_000_000L).plusNanos(now),
                    new StateCounts(),
                    new CpuStrain(4, () -> 0),
                    ReportLimits.DEFAULT,
                    posted::add));

    private void work() {
        while (!posted.isEmpty()) {
            posted.removeFirst().run();
        }
    }

    private void give(ProcessInput input) {
        process.handle(input);
        work();
    }

    private void pass(long nanos) {
        long until = now + nanos;
        OptionalLong next = process.deadlineNanos();
        while (next.isPresent() && next.getAsLong() <= until) {
            now = Math.max(now, next.getAsLong());
            process.handleDue();
            work();
            next = process.deadlineNanos();
        }
        now = until;
    }

    private void say(String line) {
        runs.last().output.said(line);
        work();
    }

    private void exit(ExitStatus status) {
        runs.last().exit(status);
        work();
    }

    private ProcessState state() {
        return process.status().state();
    }

    private void run() {
        give(new ProcessInput.OrderedStart());
        say("Input #0, rtsp, from 'rtsp://u:p@cam/1':");
        say("  Stream #0:0: Audio: aac (LC), 48000 Hz, stereo, fltp");
        say("Output #0, null, to 'pipe:':");
        say("  Stream #0:0: Audio: pcm_s16le, 48000 Hz, stereo, s16, 1536 kb/s");
        say("size=N/A time=00:00:00.50 bitrate=N/A speed=   1x");
        assertThat(state()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void warnsOnceWhileTheEncoderIsSlowerThanTheCamera() {
        runs.usage = new Run.Usage(40, 1000);
        give(new ProcessInput.OrderedStart());
        say("Input #0, rtsp, from 'rtsp://u:p@cam/1':");
        say("  Stream #0:0: Video: hevc (Main), yuv420p, 3840x2160, 25 fps, 25 tbr, 90k tbn");
        say("Stream mapping:");
        say("  Stream #0:0 -> #0:0 (hevc (native) -> h264 (libx264))");
        say("Output #0, null, to 'pipe:':");
        say("  Stream #0:0: Video: h264, yuv420p, 3840x2160, q=2-31, 25 fps, 25 tbn");
        play(30, 600);

        assertThat(listener.told)
                .filteredOn(line -> line.startsWith("warned: SLOW"))
                .hasSize(1);
        assertThat(process.status().warnings().getFirst().text()).contains("6 s of it in each 10 s");
        assertThat(process.status().report().current().log())
                .anyMatch(line -> line.text().startsWith("warning: video is encoded slower"));

        play(12, 1000);
        assertThat(process.status().warnings()).isEmpty();
        assertThat(listener.count("over: SLOW")).isEqualTo(1);
    }

    private void play(int seconds, int millisOfMedia) {
        for (int i = 0; i < seconds; i++) {
            mediaMillis += millisOfMedia;
            say(String.format(
                    "frame= %d fps=15 q=28.0 size=N/A time=00:00:%02d.%02d bitrate=N/A speed=0.9x",
                    mediaMillis / 40, mediaMillis / 1000, mediaMillis % 1000 / 10));
            pass(SECOND);
        }
    }

    @Test
    void tellsHowFarTheRunIsAndForgetsItWithTheRun() {
        run();
        pass(SECOND);

        ProcessStatus running = process.status();
        assertThat(running.runtime()).isEqualTo(Duration.ofSeconds(1));
        assertThat(running.progress().inputs().getFirst().id()).isEqualTo("in");
        assertThat(running.progress().outputs().getFirst().id()).isEqualTo("out");
        assertThat(running.progress().time()).isEqualTo(Duration.ofMillis(500));
        assertThat(running.cpuPercent()).isEqualTo(1);
        assertThat(running.memoryBytes()).isEqualTo(1000);
        assertThat(running.limits()).isEqualTo(LIMITS);
        assertThat(running.report().current().prelude()).hasSize(4);

        exit(OK);

        ProcessStatus ended = process.status();
        assertThat(ended.progress()).isEqualTo(RunProgress.NONE);
        assertThat(ended.cpuPercent()).isZero();
        assertThat(ended.memoryBytes()).isZero();
        assertThat(ended.pid()).isEmpty();
        assertThat(ended.reconnectSeconds()).isEqualTo(2);
        assertThat(ended.report().current().log().getFirst().text())
                .isEqualTo("Input #0, rtsp, from 'rtsp://***@cam/1':");
        assertThat(ended.report().history()).isEmpty();

        pass(2 * SECOND);
        assertThat(state()).isEqualTo(ProcessState.STARTING);
        assertThat(process.status().report().current().log()).isEmpty();
        assertThat(process.status().report().history())
                .containsExactly(ended.report().current());
    }

    @Test
    void soundWithoutPicturesIsNotStale() {
        run();
        for (int i = 1; i <= 60; i++) {
            pass(SECOND);
            say("size=N/A time=00:00:%02d.00 bitrate=N/A speed=   1x".formatted(Math.min(59, i)));
        }
        assertThat(state()).isEqualTo(ProcessState.RUNNING);

        pass(10 * SECOND);

        assertThat(state()).isEqualTo(ProcessState.FINISHING);
        assertThat(runs.last().interrupts).isEqualTo(1);
        pass(5 * SECOND);
        assertThat(runs.last().kills).isEqualTo(1);
    }

    @Test
    void endsARunThatUsesTooMuchForTooLong() {
        run();
        runs.usage = new Run.Usage(80, 1000);
        pass(3 * SECOND);
        runs.usage = new Run.Usage(40, 1000);
        pass(SECOND);
        runs.usage = new Run.Usage(80, 1000);
        pass(3 * SECOND);
        assertThat(state()).isEqualTo(ProcessState.RUNNING);

        pass(SECOND);

        assertThat(state()).isEqualTo(ProcessState.FINISHING);
        assertThat(process.status().lastLogLine())
                .isEqualTo("stopped: above its limit of 50.0 % CPU for 3 s, now 80.0 %");
        exit(new ExitStatus.Code(255));
        assertThat(listener.told)
                .contains("run ended: FINISHED, above its limit of 50.0 % CPU for 3 s, now 80.0 %, exit code 255");
        // The next run has its time again.
        pass(2 * SECOND);
        say("frame=    1 fps=0.0 q=3.0 size=       1kB time=00:00:00.04 bitrate=   1kbits/s speed=   1x");
        pass(3 * SECOND);
        assertThat(state()).isEqualTo(ProcessState.RUNNING);
        assertThat(runs.all).hasSize(2);
    }

    @Test
    void whatAnEarlierRunSaysLateMeansNothing() {
        run();
        FakeRuns.FakeRun earlier = runs.last();
        exit(new ExitStatus.Code(1));
        pass(2 * SECOND);
        assertThat(runs.all).hasSize(2);

        earlier.output.said(
                "frame=    1 fps=0.0 q=3.0 size=       1kB time=00:00:00.04 bitrate=   1kbits/s speed=   1x");
        earlier.output.said("a late line");
        earlier.output.described("v=0");
        earlier.output.exited(OK);
        work();

        assertThat(state()).isEqualTo(ProcessState.STARTING);
        assertThat(process.status().progress()).isEqualTo(RunProgress.NONE);
        assertThat(process.status().report().current().log()).isEmpty();
        assertThat(listener.descriptions).isEmpty();
    }

    @Test
    void triesAgainWhenNothingCouldBeStarted() {
        runs.broken = true;
        give(new ProcessInput.OrderedStart());
        assertThat(state()).isEqualTo(ProcessState.FAILED);
        assertThat(process.status().lastLogLine()).isEqualTo("FFmpeg could not be started: there is no FFmpeg");
        assertThat(process.status().reconnectSeconds()).isEqualTo(2);
        runs.broken = false;
        pass(2 * SECOND);
        assertThat(runs.alive()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void hasOneRunAtMostHoweverEverythingIsMixed(long seed) {
        Random random = new Random(seed);
        Order ordered = Order.STOP;
        for (int i = 0; i < 5_000; i++) {
            boolean alive = runs.alive() == 1;
            switch (random.nextInt(11)) {
                case 0 -> {
                    ordered = Order.START;
                    process.handle(new ProcessInput.OrderedStart());
                }
                case 1 -> {
                    ordered = random.nextBoolean() ? Order.STOP : ordered;
                    process.handle(
                            ordered == Order.STOP ? new ProcessInput.OrderedStop() : new ProcessInput.OrderedRestart());
                }
                case 2 -> runs.broken = random.nextInt(4) == 0;
                case 3 -> runs.usage = new Run.Usage(random.nextInt(100), 1000);
                case 4 -> {
                    if (alive) {
                        runs.last().exit(random.nextBoolean() ? OK : new ExitStatus.Signal(11));
                    }
                }
                case 5 -> {
                    if (alive) {
                        runs.last().output.described("v=0");
                    }
                }
                case 6, 7 -> {
                    if (!runs.all.isEmpty()) {
                        // Perhaps of a run that is long gone.
                        FakeRuns.FakeRun any =
                                runs.all.get(runs.all.size() - 1 - random.nextInt(Math.min(3, runs.all.size())));
                        any.output.said("size=" + i + "kB time=00:00:01.00 bitrate=   1kbits/s speed=   1x");
                    }
                }
                default -> pass(random.nextLong(3 * SECOND));
            }
            if (random.nextBoolean()) {
                work();
            }
            if (posted.isEmpty()) {
                check(ordered);
            }
        }
        work();
        assertThat(runs.all).hasSizeGreaterThan(100);
        process.handle(new ProcessInput.OrderedStop());
        if (runs.alive() == 1) {
            pass(5 * SECOND);
            assertThat(runs.last().kills).isPositive();
            exit(new ExitStatus.Signal(9));
        }
        CompletableFuture<Void> gone = new CompletableFuture<>();
        process.whenGone(gone);
        assertThat(gone).isCompleted();
        assertThat(process.deadlineNanos()).as("no timer is left").isEmpty();
        assertThat(runs.all).allMatch(run -> !run.alive);
    }

    private void check(Order ordered) {
        ProcessStatus status = process.status();
        long alive = runs.alive();
        assertThat(alive).isBetween(0L, 1L);
        assertThat(status.order()).isEqualTo(ordered);
        assertThat(status.state().hasRun()).isEqualTo(alive == 1);
        assertThat(status.pid().isPresent()).isEqualTo(alive == 1);
        long begun = listener.count("run started");
        long ended = listener.told.stream()
                .filter(line -> line.startsWith("run ended"))
                .count();
        assertThat(begun - ended).as("every run is told to begin and to end").isEqualTo(alive);
        if (alive == 0) {
            assertThat(status.progress()).isEqualTo(RunProgress.NONE);
            assertThat(process.deadlineNanos().isPresent()).isEqualTo(ordered == Order.START);
        }
    }
}
