package org.dragonfork.egress.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.dragonfork.egress.supervise.ProcessEffect.Interrupt;
import org.dragonfork.egress.supervise.ProcessEffect.Kill;
import org.dragonfork.egress.supervise.ProcessEffect.Spawn;
import org.dragonfork.egress.supervise.ProcessEffect.StateChanged;
import org.dragonfork.egress.supervise.ProcessInput.AwaitsSender;
import org.dragonfork.egress.supervise.ProcessInput.Exited;
import org.dragonfork.egress.supervise.ProcessInput.LimitExceeded;
import org.dragonfork.egress.supervise.ProcessInput.OrderedRestart;
import org.dragonfork.egress.supervise.ProcessInput.OrderedStart;
import org.dragonfork.egress.supervise.ProcessInput.OrderedStop;
import org.dragonfork.egress.supervise.ProcessInput.OutputSeen;
import org.dragonfork.egress.supervise.ProcessInput.Progressed;
import org.dragonfork.egress.supervise.ProcessInput.SpawnFailed;
import org.dragonfork.egress.supervise.ProcessInput.Spawned;
import org.dragonfork.egress.supervise.ProcessInput.TurnedAway;
import org.junit.jupiter.api.Test;

class ProcessMachineTimeTest {
    private static final long SECOND = 1_000_000_000L;
    // Close to the wrap, where comparing instead of subtracting would fail.
    private static final long T0 = nearTheWrap();

    private final ProcessMachine machine =
            new ProcessMachine(new RestartPolicy(true, Duration.ofSeconds(2), Duration.ofSeconds(10)));

    private static long nearTheWrap() {
        return Long.MAX_VALUE - SECOND;
    }

    private void run(ProcessMachine subject, long now) {
        subject.handle(new OrderedStart(), now);
        subject.handle(new Spawned(42), now);
        subject.handle(new OutputSeen(), now);
        assertThat(subject.state()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void beginsAgainAfterTheDelayWhateverTheEnd() {
        run(machine, T0);
        for (ExitStatus status : List.of(
                new ExitStatus.Code(0), new ExitStatus.Code(255), new ExitStatus.Code(1), new ExitStatus.Signal(9))) {
            machine.handle(new Exited(status), T0);
            assertThat(machine.deadlineNanos()).hasValue(T0 + 2 * SECOND);
            assertThat(machine.handleTimeout(T0 + 2 * SECOND - 1)).isEmpty();

            assertThat(machine.handleTimeout(T0 + 2 * SECOND)).contains(new Spawn());
            machine.handle(new Spawned(43), T0);
            machine.handle(new OutputSeen(), T0);
        }
    }

    @Test
    void whoWaitsForASenderIsNotStaleAndIsAgainWhenTheSenderSaysNothing() {
        machine.handle(new OrderedStart(), T0);
        machine.handle(new Spawned(42), T0);
        for (long second = 1; second <= 100; second++) {
            assertThat(machine.handle(new AwaitsSender(), T0 + second * SECOND)).isEmpty();
            assertThat(machine.handleTimeout(T0 + second * SECOND)).isEmpty();
        }
        assertThat(machine.handleTimeout(T0 + 110 * SECOND)).contains(new Interrupt());
    }

    @Test
    void waitingIsNoProgressOfARunThatHasItsSender() {
        run(machine, T0);
        machine.handle(new AwaitsSender(), T0 + 9 * SECOND);
        assertThat(machine.handleTimeout(T0 + 10 * SECOND)).contains(new Interrupt());
    }

    @Test
    void triesAgainAfterAFailedSpawn() {
        machine.handle(new OrderedStart(), T0);
        assertThat(machine.handle(new SpawnFailed("no such file"), T0))
                .containsExactly(new StateChanged(ProcessState.STARTING, ProcessState.FAILED, "no such file"));
        assertThat(machine.reconnectAtNanos()).hasValue(T0 + 2 * SECOND);
        assertThat(machine.handleTimeout(T0 + 2 * SECOND)).contains(new Spawn());
    }

    private static ProcessMachine withoutDelay() {
        return new ProcessMachine(new RestartPolicy(true, Duration.ZERO, Duration.ZERO));
    }

    /** Fails after it was there for so long, and tells how long the next run waits. */
    private static long fail(ProcessMachine subject, long began, long lasted) {
        subject.handle(new SpawnFailed("connection refused"), began + lasted);
        return subject.reconnectAtNanos().orElseThrow() - began - lasted;
    }

    @Test
    void withoutADelayTriesAtOnceFirstAndThenEverMoreSlowly() {
        ProcessMachine subject = withoutDelay();
        subject.handle(new OrderedStart(), T0);
        long now = T0;
        for (int seconds : List.of(0, 1, 2, 4, 5, 5, 5)) {
            assertThat(fail(subject, now, 0)).isEqualTo(seconds * SECOND);
            now += seconds * SECOND;
            assertThat(subject.handleTimeout(now)).contains(new Spawn());
        }
        for (int i = 0; i < 100; i++) {
            assertThat(fail(subject, now, 0)).isEqualTo(5 * SECOND);
            now += 5 * SECOND;
            subject.handleTimeout(now);
        }
    }

    @Test
    void countsWhatATryTookAsWaiting() {
        ProcessMachine subject = withoutDelay();
        subject.handle(new OrderedStart(), T0);
        assertThat(fail(subject, T0, 0)).isZero();
        subject.handleTimeout(T0);
        assertThat(fail(subject, T0, SECOND / 4)).isEqualTo(SECOND * 3 / 4);
        subject.handleTimeout(T0 + SECOND);
        assertThat(fail(subject, T0 + SECOND, 3 * SECOND)).isZero();
    }

    @Test
    void beginsFastAgainAfterARunThatLastedAWhileAndAfterAnOrder() {
        ProcessMachine subject = withoutDelay();
        subject.handle(new OrderedStart(), T0);
        assertThat(fail(subject, T0, 0)).isZero();
        subject.handleTimeout(T0);
        assertThat(fail(subject, T0, 0)).isEqualTo(SECOND);
        subject.handleTimeout(T0 + SECOND);
        assertThat(fail(subject, T0 + SECOND, 10 * SECOND)).isZero();
        subject.handleTimeout(T0 + 11 * SECOND);
        assertThat(fail(subject, T0 + 11 * SECOND, 0)).isZero();
        subject.handleTimeout(T0 + 11 * SECOND);
        assertThat(fail(subject, T0 + 11 * SECOND, 0)).isEqualTo(SECOND);
        subject.handle(new OrderedStop(), T0 + 11 * SECOND);
        subject.handle(new OrderedStart(), T0 + 11 * SECOND);
        assertThat(fail(subject, T0 + 11 * SECOND, 0)).isZero();
    }

    @Test
    void asksEverMoreSeldomWhoSaidNoUntilSomebodyOrdersOrTheInputOpens() {
        long now = T0;
        machine.handle(new OrderedStart(), now);
        for (long seconds : new long[] {3, 6, 12, 24, 48, 60, 60}) {
            now = refusedAt(now);
            assertThat(machine.reconnectAtNanos()).hasValue(now + seconds * SECOND);
            now += seconds * SECOND;
            machine.handleTimeout(now);
        }

        now = refusedAt(now);
        machine.handle(new OrderedStop(), now);
        assertThat(machine.handle(new OrderedStart(), now)).contains(new Spawn());
        now = refusedAt(now);
        assertThat(machine.reconnectAtNanos()).as("an order begins anew").hasValue(now + 3 * SECOND);

        machine.handleTimeout(now + 3 * SECOND);
        now += 4 * SECOND;
        machine.handle(new Spawned(44), now);
        machine.handle(new OutputSeen(), now);
        machine.handle(new TurnedAway(Duration.ofSeconds(60)), now);
        machine.handle(new Exited(new ExitStatus.Code(1)), now);
        assertThat(machine.reconnectAtNanos()).as("it was let in").hasValue(now + 2 * SECOND);
    }

    private long refusedAt(long now) {
        machine.handle(new Spawned(43), now);
        machine.handle(new TurnedAway(Duration.ofSeconds(60)), now);
        machine.handle(new Exited(new ExitStatus.Code(1)), now);
        return now;
    }

    @Test
    void staysDownWithoutReconnectButKeepsTheOrder() {
        ProcessMachine once = new ProcessMachine(new RestartPolicy(false, Duration.ZERO, Duration.ZERO));
        run(once, T0);
        assertThat(once.handle(new OrderedRestart(), T0)).contains(new Interrupt());
        once.handle(new Exited(new ExitStatus.Code(255)), T0);

        assertThat(once.state()).isEqualTo(ProcessState.FINISHED);
        assertThat(once.order()).isEqualTo(Order.START);
        assertThat(once.deadlineNanos()).isEmpty();
    }

    @Test
    void killsFiveSecondsAfterTheInterrupt() {
        run(machine, T0);
        assertThat(machine.handle(new OrderedStop(), T0)).contains(new Interrupt());
        assertThat(machine.handleTimeout(T0 + 5 * SECOND - 1)).isEmpty();
        assertThat(machine.handleTimeout(T0 + 5 * SECOND)).containsExactly(new Kill());
        assertThat(machine.handleTimeout(T0 + 60 * SECOND)).isEmpty();

        assertThat(machine.handle(new Exited(new ExitStatus.Signal(9)), T0 + 5 * SECOND))
                .containsExactly(new StateChanged(
                        ProcessState.FINISHING, ProcessState.KILLED, "stopped on order, ended by signal 9"));
        assertThat(machine.deadlineNanos()).isEmpty();
    }

    @Test
    void stopCancelsAWaitingRun() {
        run(machine, T0);
        machine.handle(new Exited(new ExitStatus.Signal(11)), T0);
        machine.handle(new OrderedStop(), T0 + SECOND);
        assertThat(machine.deadlineNanos()).isEmpty();
        assertThat(machine.handleTimeout(T0 + 60 * SECOND)).isEmpty();
    }

    @Test
    void restartOfAWaitingRunChangesNothing() {
        run(machine, T0);
        machine.handle(new Exited(new ExitStatus.Code(1)), T0);
        assertThat(machine.handle(new OrderedRestart(), T0 + SECOND)).isEmpty();
        assertThat(machine.deadlineNanos()).hasValue(T0 + 2 * SECOND);
    }

    @Test
    void startWhileFinishingBeginsTheNextRunOnlyWhenTheOldOneIsGone() {
        run(machine, T0);
        machine.handle(new OrderedStop(), T0);
        assertThat(machine.handle(new OrderedStart(), T0)).isEmpty();
        assertThat(machine.handle(new Exited(new ExitStatus.Code(255)), T0 + SECOND))
                .containsExactly(
                        new StateChanged(
                                ProcessState.FINISHING, ProcessState.FINISHED, "stopped on order, exit code 255"),
                        new StateChanged(ProcessState.FINISHED, ProcessState.STARTING, "started on order"),
                        new Spawn());
        assertThat(machine.handleTimeout(T0 + 3 * SECOND)).isEmpty();
    }

    @Test
    void startThenStopWhileFinishingBeginsNothing() {
        run(machine, T0);
        machine.handle(new OrderedStop(), T0);
        machine.handle(new OrderedStart(), T0);
        machine.handle(new OrderedStop(), T0);
        assertThat(machine.handle(new Exited(new ExitStatus.Code(255)), T0 + SECOND))
                .hasSize(1);
        assertThat(machine.state()).isEqualTo(ProcessState.FINISHED);
    }

    @Test
    void interruptsARunWithoutProgress() {
        run(machine, T0);
        machine.handle(new Progressed(), T0 + 4 * SECOND);
        assertThat(machine.handleTimeout(T0 + 13 * SECOND)).isEmpty();
        assertThat(machine.handleTimeout(T0 + 14 * SECOND))
                .containsExactly(
                        new StateChanged(ProcessState.RUNNING, ProcessState.FINISHING, "no progress for 10 s"),
                        new Interrupt());
        assertThat(machine.handleTimeout(T0 + 19 * SECOND)).containsExactly(new Kill());
        machine.handle(new Exited(new ExitStatus.Signal(9)), T0 + 19 * SECOND);
        assertThat(machine.deadlineNanos()).hasValue(T0 + 21 * SECOND);
    }

    @Test
    void interruptsARunThatNeverBecomesAlive() {
        machine.handle(new OrderedStart(), T0);
        machine.handle(new Spawned(42), T0 + SECOND);
        assertThat(machine.handleTimeout(T0 + 11 * SECOND)).contains(new Interrupt());
    }

    @Test
    void endsARunThatUsesTooMuchAndBeginsAgain() {
        run(machine, T0);
        assertThat(machine.handle(new LimitExceeded("above its limit"), T0))
                .containsExactly(
                        new StateChanged(ProcessState.RUNNING, ProcessState.FINISHING, "above its limit"),
                        new Interrupt());
        assertThat(machine.handleTimeout(T0 + 5 * SECOND)).containsExactly(new Kill());
        machine.handle(new Exited(new ExitStatus.Signal(9)), T0 + 5 * SECOND);
        assertThat(machine.handleTimeout(T0 + 7 * SECOND)).contains(new Spawn());
    }

    @Test
    void readsTheEndOfARunThatNeverShowedItsOutputAsThatOfAnyOther() {
        machine.handle(new OrderedStart(), T0);
        machine.handle(new Spawned(42), T0);
        assertThat(machine.handle(new Exited(new ExitStatus.Signal(11)), T0))
                .containsExactly(
                        new StateChanged(
                                ProcessState.STARTING, ProcessState.RUNNING, "ended before its output was seen"),
                        new StateChanged(ProcessState.RUNNING, ProcessState.KILLED, "ended by signal 11"));
        machine.handleTimeout(T0 + 2 * SECOND);
        machine.handle(new Spawned(43), T0 + 2 * SECOND);
        assertThat(machine.handle(new Exited(new ExitStatus.Code(1)), T0 + 2 * SECOND))
                .containsExactly(new StateChanged(ProcessState.STARTING, ProcessState.FAILED, "exit code 1"));
    }

    @Test
    void interruptsWhatWasStoppedBeforeItWasThere() {
        machine.handle(new OrderedStart(), T0);
        assertThat(machine.handle(new OrderedStop(), T0))
                .containsExactly(new StateChanged(ProcessState.STARTING, ProcessState.FINISHING, "stopped on order"));
        assertThat(machine.handle(new Spawned(42), T0)).containsExactly(new Interrupt());
    }

    @Test
    void readsExitNumbersAsTheShellGivesThem() {
        assertThat(ExitStatus.of(0)).isEqualTo(new ExitStatus.Code(0));
        assertThat(ExitStatus.of(255)).isEqualTo(new ExitStatus.Code(255));
        assertThat(ExitStatus.of(137)).isEqualTo(new ExitStatus.Signal(9));
        assertThat(ExitStatus.of(139)).isEqualTo(new ExitStatus.Signal(11));
        // FFmpeg 8: connection refused, host unreachable.
        assertThat(ExitStatus.of(145)).isEqualTo(new ExitStatus.Code(145));
        assertThat(ExitStatus.of(143)).isEqualTo(new ExitStatus.Code(143));
    }
}
