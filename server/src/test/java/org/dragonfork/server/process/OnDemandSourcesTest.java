package org.dragonfork.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessRunner;
import org.dragonfork.egress.process.WebrtcMode;
import org.dragonfork.egress.process.WebrtcSettings;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessPast;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.dragonfork.server.ffmpeg.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The threads around the machine; time is virtual. */
class OnDemandSourcesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final StreamId CAM = new StreamId("cam");
    private static final SessionId SESSION = new SessionId("0123456789abcdef0123456789abcdef");

    private final AtomicLong nanos = new AtomicLong(42);
    private final FakeRunner inner = new FakeRunner();
    private final OnDemandSources sources = new OnDemandSources(
            Duration.ofSeconds(10), Duration.ofSeconds(60), nanos::get, InstantSource.fixed(Instant.ofEpochSecond(7)));
    private final OnDemandRunner runner = new OnDemandRunner(inner, sources);

    @AfterEach
    void close() {
        sources.close();
    }

    @Test
    void orderToStartRunsNothingBeforeSomebodyWatches() {
        add(true);

        assertThat(runner.start(CAM)).isEqualTo(new ProcessRunner.Start.Ordered());
        assertThat(inner.isRunning("cam")).isFalse();
        assertThat(runner.activity(CAM)).hasValueSatisfying(activity -> {
            assertThat(activity.order()).isEqualTo(Order.START);
            assertThat(activity.lastLogLine()).isEqualTo("sleeps until somebody watches");
        });
    }

    @Test
    void processWithoutOnDemandRunsAtOnce() {
        add(false);
        runner.start(CAM);

        assertThat(inner.isRunning("cam")).isTrue();
        assertThat(sources.isArmed(CAM)).isFalse();
        assertThat(sources.await(CAM)).isEqualTo(new DemandOutcome.Gone());
    }

    @Test
    void startsItOnceForAllWhoAskAtOneTime() {
        add(true);
        runner.start(CAM);
        List<CompletableFuture<DemandOutcome>> all = ask(50);
        Await.until("it runs", PATIENCE, () -> inner.isRunning("cam"));
        sources.on(new EgressEvent.StreamLive(CAM, "H264"));

        assertThat(answers(all)).hasSize(50).containsOnly(new DemandOutcome.Live());
        assertThat(inner.calls.stream().filter("start cam"::equals)).hasSize(1);
        assertThat(sources.waiting()).isZero();
    }

    @Test
    void moreThanMayWaitAreToldSoAtOnce() {
        add(true);
        runner.start(CAM);
        List<CompletableFuture<DemandOutcome>> all = ask(OnDemandSources.MAX_WAITING);
        Await.until("all wait", PATIENCE, () -> sources.waiting() == OnDemandSources.MAX_WAITING);

        assertThat(sources.await(CAM)).isEqualTo(new DemandOutcome.Crowded(OnDemandSources.MAX_WAITING));
        sources.on(new EgressEvent.StreamLive(CAM, "H264"));
        assertThat(answers(all)).containsOnly(new DemandOutcome.Live());
        assertThat(sources.await(CAM)).isEqualTo(new DemandOutcome.Live());
    }

    @Test
    void stopsAfterTheLastViewerAndStartsForTheNext() {
        add(true);
        runner.start(CAM);
        live();
        sources.on(new EgressEvent.SessionStarted(CAM, SESSION));
        sources.on(new EgressEvent.SessionEnded(CAM, SESSION, SessionEnd.DELETED, "", Duration.ZERO));
        pass(59);
        assertThat(sources.await(CAM)).isEqualTo(new DemandOutcome.Live());
        assertThat(inner.isRunning("cam")).isTrue();
        pass(60);

        Await.until("it sleeps", PATIENCE, () -> !inner.isRunning("cam") && sources.isAsleep(CAM));
        live();
        assertThat(inner.calls.stream().filter("start cam"::equals)).hasSize(2);
    }

    @Test
    void tellsWhoeverWaitedTooLong() {
        add(true);
        runner.start(CAM);
        List<CompletableFuture<DemandOutcome>> one = ask(1);
        Await.until("it runs", PATIENCE, () -> inner.isRunning("cam"));
        pass(10);

        assertThat(answers(one)).containsOnly(new DemandOutcome.Late(Duration.ofSeconds(10)));
        assertThat(inner.isRunning("cam")).isTrue();
    }

    @Test
    void orderToStopEndsTheWaitAndTheRun() {
        add(true);
        runner.start(CAM);
        List<CompletableFuture<DemandOutcome>> some = ask(3);
        Await.until("it runs", PATIENCE, () -> inner.isRunning("cam"));
        runner.stop(CAM);

        assertThat(answers(some)).containsOnly(new DemandOutcome.Gone());
        assertThat(inner.isRunning("cam")).isFalse();
        assertThat(sources.await(CAM)).isEqualTo(new DemandOutcome.Gone());
        assertThat(inner.isRunning("cam")).isFalse();
    }

    @Test
    void tellsWhyItCannotStart() {
        add(true);
        runner.start(CAM);
        inner.refusal = "as many run as may";

        assertThat(sources.await(CAM)).isEqualTo(new DemandOutcome.Refused("as many run as may"));
        assertThat(sources.isAsleep(CAM)).isTrue();
    }

    @Test
    void sourceThatIsOverSleepsUntilTheNextAsks() {
        add(true);
        runner.start(CAM);
        live();
        sources.over(CAM, "end of file");

        Await.until("it sleeps", PATIENCE, () -> !inner.isRunning("cam") && sources.isAsleep(CAM));
        live();
    }

    @Test
    void endOfTheServerEndsTheWait() {
        add(true);
        runner.start(CAM);
        List<CompletableFuture<DemandOutcome>> some = ask(3);
        Await.until("all wait", PATIENCE, () -> sources.waiting() == 3);
        sources.close();

        assertThat(answers(some)).containsOnly(new DemandOutcome.Closing());
        assertThat(sources.await(CAM)).isEqualTo(new DemandOutcome.Closing());
    }

    @Test
    void removedProcessIsNotStarted() {
        add(true);
        runner.start(CAM);
        runner.remove(CAM);

        assertThat(sources.await(CAM)).isEqualTo(new DemandOutcome.Gone());
        assertThat(inner.calls).doesNotContain("start cam");
    }

    private void live() {
        List<CompletableFuture<DemandOutcome>> one = ask(1);
        Await.until("it runs", PATIENCE, () -> inner.isRunning("cam"));
        sources.on(new EgressEvent.StreamLive(CAM, "H264"));
        assertThat(answers(one)).containsOnly(new DemandOutcome.Live());
    }

    private void pass(long seconds) {
        // What was said before this moment is to be taken in at its own time.
        var taken = new CompletableFuture<Void>();
        sources.inTurn(() -> taken.complete(null));
        taken.join();
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        sources.inTurn(() -> {});
    }

    private List<CompletableFuture<DemandOutcome>> ask(int many) {
        var all = new ArrayList<CompletableFuture<DemandOutcome>>();
        for (int i = 0; i < many; i++) {
            var answer = new CompletableFuture<DemandOutcome>();
            all.add(answer);
            Thread.startVirtualThread(() -> answer.complete(sources.await(CAM)));
        }
        return all;
    }

    private static List<DemandOutcome> answers(List<CompletableFuture<DemandOutcome>> all) {
        return all.stream()
                .map(one ->
                        one.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .toList();
    }

    private void add(boolean onDemand) {
        var settings =
                new WebrtcSettings(true, WebrtcMode.COPY, false, 102, 111, "0:v:0", "0:a:0", false, onDemand, Map.of());
        var spec = new ProcessSpec(
                CAM,
                "",
                List.of(),
                List.of(new ProcessSpec.MediaInput("x", List.of())),
                List.of(),
                new RestartPolicy(true, Duration.ZERO, Duration.ZERO),
                Optional.of(WebrtcLegs.both(LegMode.COPY)));
        runner.add(settings, spec, ProcessPast.NONE);
    }
}
