package org.dragonfork.egress.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemandMachineTest {
    private static final long SECOND = 1_000_000_000L;

    private final DemandMachine machine = new DemandMachine(Duration.ofSeconds(10), Duration.ofSeconds(60));

    // Nano times may wrap in between.
    private long now = Long.MAX_VALUE - 5 * SECOND;

    @Test
    void startsOnceForAllWhoWait() {
        assertThat(machine.isAsleep()).isTrue();
        assertThat(machine.deadlineNanos()).isEmpty();

        assertThat(wanted(1)).containsExactly(new DemandEffect.Wake());
        assertThat(wanted(2)).isEmpty();
        assertThat(on(new DemandInput.Woken())).isEmpty();
        assertThat(wanted(3)).isEmpty();

        assertThat(on(new DemandInput.Live()))
                .containsExactly(
                        new DemandEffect.TellLive(1), new DemandEffect.TellLive(2), new DemandEffect.TellLive(3));
        assertThat(machine.isAsleep()).isFalse();
    }

    @Test
    void answersAtOnceWhileItIsLive() {
        live();

        assertThat(wanted(7)).containsExactly(new DemandEffect.TellLive(7));
    }

    @Test
    void waitsAgainWhileItIsNotLiveInBetween() {
        live();
        on(new DemandInput.Idle());

        assertThat(wanted(7)).isEmpty();
        assertThat(on(new DemandInput.Live())).containsExactly(new DemandEffect.TellLive(7));
    }

    @Test
    void tellsEachAfterItsOwnTimeAndGoesOnStarting() {
        wanted(1);
        on(new DemandInput.Woken());
        after(4);
        wanted(2);

        assertThat(after(5)).isEmpty();
        assertThat(after(1)).containsExactly(new DemandEffect.TellLate(1));
        assertThat(after(3)).isEmpty();
        assertThat(after(1)).containsExactly(new DemandEffect.TellLate(2));
        assertThat(machine.isAsleep()).isFalse();
        assertThat(on(new DemandInput.Live())).isEmpty();
        assertThat(wanted(3)).containsExactly(new DemandEffect.TellLive(3));
    }

    @Test
    void stopsWhenNobodyHasWatchedForTheDelay() {
        live();
        on(new DemandInput.ViewerCame());
        on(new DemandInput.ViewerCame());
        on(new DemandInput.ViewerLeft());
        assertThat(machine.deadlineNanos()).isEmpty();
        on(new DemandInput.ViewerLeft());

        assertThat(after(59)).isEmpty();
        assertThat(after(1)).containsExactly(new DemandEffect.Sleep("nobody has watched for 60 s"));
        assertThat(on(new DemandInput.Slept())).isEmpty();
        assertThat(machine.isAsleep()).isTrue();
        assertThat(machine.deadlineNanos()).isEmpty();
    }

    @Test
    void newViewerInTheDelayKeepsItAndTheDelayBeginsAnewAfterIt() {
        live();
        on(new DemandInput.ViewerCame());
        on(new DemandInput.ViewerLeft());
        after(59);
        on(new DemandInput.ViewerCame());

        assertThat(after(1000)).isEmpty();
        on(new DemandInput.ViewerLeft());
        assertThat(after(59)).isEmpty();
        assertThat(after(1)).hasSize(1);
    }

    @Test
    void stopsAlsoWhenWhoeverAskedNeverBecameViewer() {
        live();

        assertThat(after(60)).containsExactly(new DemandEffect.Sleep("nobody has watched for 60 s"));
    }

    @Test
    void whoAsksWhileItFallsAsleepWaitsForTheNextRun() {
        live();
        after(60);

        assertThat(wanted(5)).isEmpty();
        assertThat(on(new DemandInput.Slept())).containsExactly(new DemandEffect.Wake());
        on(new DemandInput.Woken());
        assertThat(on(new DemandInput.Live())).containsExactly(new DemandEffect.TellLive(5));
    }

    @Test
    void tellsEverybodyWhyItCannotStartAndTriesAgainForTheNext() {
        wanted(1);
        wanted(2);

        assertThat(on(new DemandInput.WakeRefused("no port")))
                .containsExactly(
                        new DemandEffect.TellRefused(1, "no port"), new DemandEffect.TellRefused(2, "no port"));
        assertThat(machine.isAsleep()).isTrue();
        assertThat(wanted(3)).containsExactly(new DemandEffect.Wake());
    }

    @Test
    void sourceThatIsOverFallsAsleepAndIsBegunAgainForTheNextWhoAsks() {
        live();
        on(new DemandInput.ViewerCame());
        on(new DemandInput.Idle());
        wanted(4);

        assertThat(on(new DemandInput.RunOver("end of file")))
                .containsExactly(
                        new DemandEffect.TellRefused(4, "end of file"), new DemandEffect.Sleep("its run has ended"));
        on(new DemandInput.ViewerLeft());
        on(new DemandInput.Slept());
        assertThat(machine.isAsleep()).isTrue();
        assertThat(wanted(5)).containsExactly(new DemandEffect.Wake());
    }

    @Test
    void runThatIsOverBeforeItsOrderWasReportedFallsAsleepAfterThat() {
        wanted(1);

        assertThat(on(new DemandInput.RunOver("no such file")))
                .containsExactly(new DemandEffect.TellRefused(1, "no such file"));
        assertThat(on(new DemandInput.Woken())).containsExactly(new DemandEffect.Sleep("its run has ended"));
        assertThat(machine.deadlineNanos()).isEmpty();
    }

    @Test
    void lateReportsMeanNothing() {
        assertThat(on(new DemandInput.Woken())).isEmpty();
        assertThat(on(new DemandInput.Slept())).isEmpty();
        assertThat(on(new DemandInput.WakeRefused("x"))).isEmpty();
        assertThat(on(new DemandInput.RunOver("x"))).isEmpty();
        assertThat(machine.isAsleep()).isTrue();
    }

    @Test
    void refusesTimesThatAreNone() {
        assertThatThrownBy(() -> new DemandMachine(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DemandMachine(Duration.ofSeconds(1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void live() {
        wanted(0);
        on(new DemandInput.Woken());
        on(new DemandInput.Live());
    }

    private List<DemandEffect> wanted(long waiter) {
        return on(new DemandInput.Wanted(waiter));
    }

    private List<DemandEffect> on(DemandInput input) {
        return machine.handle(input, now);
    }

    private List<DemandEffect> after(long seconds) {
        now += seconds * SECOND;
        return machine.handleTimeout(now);
    }
}
