package org.dragonfork.egress.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;

/**
 * A machine with the system around it in virtual time: carries out its effects, and holds what must be true after every step.
 * A run that was told to end does so when the test says, or at the latest when it is killed.
 */
final class SupervisedWorld {
    static final long SECOND = 1_000_000_000L;

    private final RestartPolicy policy;
    private final ProcessMachine machine;
    private long now;
    private Order ordered = Order.STOP;
    private ProcessState state = ProcessState.FINISHED;
    private Run run = Run.NONE;
    private OptionalLong interruptedAt = OptionalLong.empty();
    private OptionalLong progressAt = OptionalLong.empty();
    private boolean startWhileFinishing;
    private boolean endedByReconnectRules;
    int runs;
    int kills;

    private enum Run {
        NONE,
        SPAWNING,
        ALIVE,
        KILLED
    }

    SupervisedWorld(RestartPolicy policy, long start) {
        this.policy = policy;
        now = start;
        machine = new ProcessMachine(policy);
    }

    ProcessMachine machine() {
        return machine;
    }

    long now() {
        return now;
    }

    boolean isSpawning() {
        return run == Run.SPAWNING;
    }

    boolean isAlive() {
        return run == Run.ALIVE || run == Run.KILLED;
    }

    void order(ProcessInput order) {
        switch (order) {
            case ProcessInput.OrderedStart _ -> {
                startWhileFinishing |= ordered == Order.STOP && state.hasRun();
                ordered = Order.START;
            }
            case ProcessInput.OrderedStop _ -> {
                ordered = Order.STOP;
                startWhileFinishing = false;
            }
            default -> {}
        }
        give(order);
    }

    void spawned() {
        run = Run.ALIVE;
        progressAt = OptionalLong.of(now);
        give(new ProcessInput.Spawned(++runs));
    }

    void spawnFailed() {
        run = Run.NONE;
        ended();
        give(new ProcessInput.SpawnFailed("no such file"));
    }

    /** Something that only a run that is there can say. */
    void said(ProcessInput input) {
        if (input instanceof ProcessInput.Progressed && state != ProcessState.FINISHING) {
            progressAt = OptionalLong.of(now);
        }
        give(input);
    }

    void exit(ExitStatus status) {
        run = Run.NONE;
        ended();
        give(new ProcessInput.Exited(status));
    }

    /** Time passes; nothing that is due is missed. */
    void pass(long nanos) {
        long until = now + nanos;
        while (true) {
            OptionalLong deadline = machine.deadlineNanos();
            if (deadline.isEmpty() || deadline.getAsLong() - until > 0) {
                break;
            }
            now = deadline.getAsLong() - now > 0 ? deadline.getAsLong() : now;
            boolean kill =
                    interruptedAt.isPresent() && run == Run.ALIVE && now - interruptedAt.getAsLong() >= 5 * SECOND;
            int before = kills;
            carryOut(machine.handleTimeout(now));
            assertThat(kills - before)
                    .as("killed 5 s after it was told to end, once")
                    .isEqualTo(kill ? 1 : 0);
            check();
        }
        now = until;
    }

    private void ended() {
        interruptedAt = OptionalLong.empty();
        progressAt = OptionalLong.empty();
        endedByReconnectRules = ordered == Order.START && policy.reconnect() && !startWhileFinishing;
    }

    private void give(ProcessInput input) {
        carryOut(machine.handle(input, now));
        if (!state.hasRun() && endedByReconnectRules) {
            long delay = policy.reconnectDelay().toNanos();
            // A delay of a second or more is held exactly; a shorter one gives way to a floor.
            assertThat(machine.reconnectAtNanos().orElseThrow() - now)
                    .as("the next run begins after the delay")
                    .isBetween(delay, delay >= SECOND ? delay : 5 * SECOND);
        }
        endedByReconnectRules = false;
        check();
    }

    private void carryOut(List<ProcessEffect> effects) {
        for (ProcessEffect effect : effects) {
            switch (effect) {
                case ProcessEffect.Spawn _ -> {
                    assertThat(run).as("at most one run").isEqualTo(Run.NONE);
                    assertThat(ordered).as("nothing runs that was not ordered").isEqualTo(Order.START);
                    startWhileFinishing = false;
                    run = Run.SPAWNING;
                    progressAt = OptionalLong.of(now);
                }
                case ProcessEffect.Interrupt _ -> {
                    assertThat(run).as("only what is there is told to end").isIn(Run.ALIVE, Run.KILLED);
                    assertThat(state).isEqualTo(ProcessState.FINISHING);
                    interruptedAt = OptionalLong.of(now);
                }
                case ProcessEffect.Kill _ -> {
                    assertThat(run).as("only what is there is killed, and once").isEqualTo(Run.ALIVE);
                    kills++;
                    run = Run.KILLED;
                }
                case ProcessEffect.StateChanged changed -> {
                    assertThat(changed.from()).isEqualTo(state);
                    assertThat(changed.to())
                            .as("a move of the table")
                            .isIn(ProcessMachineTableTest.ALLOWED.get(changed.from()));
                    assertThat(changed.why()).isNotBlank();
                    state = changed.to();
                }
            }
        }
    }

    private void check() {
        assertThat(machine.order()).as("what was ordered last").isEqualTo(ordered);
        assertThat(machine.state()).isEqualTo(state);
        assertThat(state.hasRun()).as("a run as the state says").isEqualTo(run != Run.NONE);
        OptionalLong deadline = machine.deadlineNanos();
        if (!state.hasRun() && (ordered == Order.STOP || !policy.reconnect())) {
            assertThat(deadline).as("no timer is left").isEmpty();
        }
        if (state == ProcessState.FINISHING && run == Run.ALIVE) {
            assertThat(deadline).as("it does not wait for ever").isPresent();
        }
        if (state.hasRun()) {
            assertThat(machine.reconnectAtNanos()).as("no second run waits").isEmpty();
        }
        boolean watched = state == ProcessState.STARTING || state == ProcessState.RUNNING;
        if (watched && !policy.staleTimeout().isZero()) {
            assertThat(now - progressAt.orElseThrow())
                    .as("no run is left hanging")
                    .isLessThanOrEqualTo(policy.staleTimeout().toNanos());
        }
    }
}
