package org.dragonfork.egress.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences of everything that can happen, in virtual time, against what must always hold (see {@link SupervisedWorld}). */
class ProcessMachineModelTest {
    private static final List<RestartPolicy> POLICIES = List.of(
            new RestartPolicy(true, Duration.ofSeconds(2), Duration.ofSeconds(10)),
            new RestartPolicy(true, Duration.ZERO, Duration.ZERO),
            new RestartPolicy(false, Duration.ofSeconds(2), Duration.ofSeconds(3)),
            new RestartPolicy(false, Duration.ZERO, Duration.ZERO));

    private enum Step {
        START,
        STOP,
        RESTART,
        SPAWNED,
        SPAWN_FAILED,
        OUTPUT,
        PROGRESS,
        LIMIT,
        UNUSABLE,
        EXIT_0,
        EXIT_255,
        EXIT_1,
        SIGNAL_9,
        WAIT,
        WAIT_LONG
    }

    /** Whether the step can happen now; an impossible one is none. */
    private static boolean take(Step step, SupervisedWorld world) {
        boolean alive = world.isAlive();
        switch (step) {
            case START -> world.order(new ProcessInput.OrderedStart());
            case STOP -> world.order(new ProcessInput.OrderedStop());
            case RESTART -> world.order(new ProcessInput.OrderedRestart());
            case WAIT -> world.pass(SupervisedWorld.SECOND);
            case WAIT_LONG -> world.pass(20 * SupervisedWorld.SECOND);
            case SPAWNED, SPAWN_FAILED -> {
                if (!world.isSpawning()) {
                    return false;
                }
                if (step == Step.SPAWNED) {
                    world.spawned();
                } else {
                    world.spawnFailed();
                }
            }
            case OUTPUT, PROGRESS, LIMIT, UNUSABLE, EXIT_0, EXIT_255, EXIT_1, SIGNAL_9 -> {
                if (!alive) {
                    return false;
                }
                tell(step, world);
            }
        }
        return true;
    }

    private static void tell(Step step, SupervisedWorld world) {
        switch (step) {
            case OUTPUT -> world.said(new ProcessInput.OutputSeen());
            case PROGRESS -> world.said(new ProcessInput.Progressed());
            case LIMIT -> world.said(new ProcessInput.LimitExceeded("above its limit"));
            case UNUSABLE -> world.said(new ProcessInput.Unusable("nobody can watch it"));
            case EXIT_0 -> world.exit(new ExitStatus.Code(0));
            case EXIT_255 -> world.exit(new ExitStatus.Code(255));
            case EXIT_1 -> world.exit(new ExitStatus.Code(1));
            default -> world.exit(new ExitStatus.Signal(9));
        }
    }

    // The real supervisor answers a spawn before it does anything else; here orders may come in between.
    private static void settle(SupervisedWorld world) {
        world.order(new ProcessInput.OrderedStop());
        if (world.isSpawning()) {
            world.spawned();
        }
        world.pass(5 * SupervisedWorld.SECOND);
        if (world.isAlive()) {
            world.exit(new ExitStatus.Signal(9));
        }
        assertThat(world.machine().state().hasRun()).as("a stop ends it").isFalse();
        int runs = world.runs;
        world.pass(3600 * SupervisedWorld.SECOND);
        assertThat(world.machine().deadlineNanos()).isEmpty();
        assertThat(world.runs).isEqualTo(runs);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void holdsInLongRandomSequences(long seed) {
        Random random = new Random(seed);
        Step[] steps = Step.values();
        for (RestartPolicy policy : POLICIES) {
            // Close to where nano times wrap.
            SupervisedWorld world = new SupervisedWorld(policy, Long.MAX_VALUE - 1000 * SupervisedWorld.SECOND);
            Set<ProcessState> seen = EnumSet.noneOf(ProcessState.class);
            for (int i = 0; i < 5_000; i++) {
                // Spawns are answered soon, so that most of the time something runs.
                Step step = world.isSpawning() && random.nextInt(3) > 0
                        ? Step.SPAWNED
                        : steps[random.nextInt(steps.length)];
                take(step, world);
                world.pass(random.nextLong(SupervisedWorld.SECOND / 2));
                seen.add(world.machine().state());
            }
            assertThat(seen).isEqualTo(EnumSet.allOf(ProcessState.class));
            assertThat(world.runs).isGreaterThan(100);
            settle(world);
        }
    }

    @Test
    void holdsInEveryShortSequence() {
        for (RestartPolicy policy : POLICIES) {
            int sequences = 0;
            Deque<List<Step>> open = new ArrayDeque<>(List.of(List.of()));
            while (!open.isEmpty()) {
                List<Step> begun = open.removeLast();
                for (Step step : Step.values()) {
                    List<Step> next = new ArrayList<>(begun);
                    next.add(step);
                    if (!possible(next, policy)) {
                        continue;
                    }
                    sequences++;
                    if (next.size() < 5) {
                        open.addLast(next);
                    }
                }
            }
            assertThat(sequences).isGreaterThan(5_000);
        }
    }

    private static boolean possible(List<Step> sequence, RestartPolicy policy) {
        SupervisedWorld world = new SupervisedWorld(policy, 0);
        for (Step step : sequence) {
            if (!take(step, world)) {
                return false;
            }
        }
        settle(world);
        return true;
    }
}
