package org.dragonfork.egress.supervise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rules by which one process is started, watched, restarted and stopped. It decides and starts nothing itself: the owner
 * carries out the {@link ProcessEffect}s, reports back with {@link ProcessInput}s, and calls {@link #handleTimeout} at
 * {@link #deadlineNanos}. Not thread-safe; {@code nowNanos} must not go back.
 */
public final class ProcessMachine {
    /** From SIGINT to SIGKILL; as the original. */
    public static final Duration KILL_AFTER = Duration.ofSeconds(5);

    private static final String STALE = "no progress for ";

    private final RestartPolicy policy;
    private final List<ProcessEffect> effects = new ArrayList<>();
    private Order order = Order.STOP;
    private ProcessState state = ProcessState.FINISHED;
    private boolean spawned;
    private boolean beginAgain;
    private String interruptedWhy = "";
    private boolean unusable;
    private long begunAt;
    private int tries;
    private Optional<Duration> turnedAway = Optional.empty();
    private int timesTurnedAway;
    private OptionalLong killAt = OptionalLong.empty();
    private OptionalLong reconnectAt = OptionalLong.empty();
    private OptionalLong staleAt = OptionalLong.empty();

    /** A machine at rest: ordered to stop, finished. */
    public ProcessMachine(RestartPolicy policy) {
        this.policy = policy;
    }

    /** What it was told last. */
    public Order order() {
        return order;
    }

    /** What it does now. */
    public ProcessState state() {
        return state;
    }

    /** When {@link #handleTimeout} has something to do, empty for never. */
    public OptionalLong deadlineNanos() {
        return earlier(killAt, earlier(reconnectAt, staleAt));
    }

    /** When the next run begins, empty when none is waiting to. */
    public OptionalLong reconnectAtNanos() {
        return reconnectAt;
    }

    /** Takes in one thing that happened; inputs that mean nothing in the present state have no effect. */
    public List<ProcessEffect> handle(ProcessInput input, long nowNanos) {
        switch (input) {
            case ProcessInput.OrderedStart _ -> orderedStart(nowNanos);
            case ProcessInput.OrderedStop _ -> orderedStop(nowNanos);
            case ProcessInput.OrderedRestart _ -> interrupt("restarted on order", nowNanos);
            case ProcessInput.Spawned _ -> spawned(nowNanos);
            case ProcessInput.SpawnFailed failed -> ended(ProcessState.FAILED, failed.why(), nowNanos);
            case ProcessInput.AwaitsSender _ -> awaitsSender(nowNanos);
            case ProcessInput.OutputSeen _ -> outputSeen();
            case ProcessInput.Progressed _ -> progressed(nowNanos);
            case ProcessInput.LimitExceeded exceeded -> interrupt(exceeded.why(), nowNanos);
            case ProcessInput.Unusable unusable -> unusable(unusable.why(), nowNanos);
            case ProcessInput.TurnedAway away -> turnedAway(away.longest());
            case ProcessInput.Exited exited -> exited(exited.status(), nowNanos);
        }
        return drain();
    }

    /** Does what is due at this time, if anything is. */
    public List<ProcessEffect> handleTimeout(long nowNanos) {
        if (isDue(killAt, nowNanos)) {
            killAt = OptionalLong.empty();
            effects.add(new ProcessEffect.Kill());
        }
        if (isDue(staleAt, nowNanos)) {
            interrupt(STALE + policy.staleTimeout().toSeconds() + " s", nowNanos);
        }
        if (isDue(reconnectAt, nowNanos)) {
            begin(nowNanos, "started again");
        }
        return drain();
    }

    private void orderedStart(long nowNanos) {
        if (order == Order.START) {
            return;
        }
        order = Order.START;
        tries = 0;
        timesTurnedAway = 0;
        if (state.hasRun()) {
            beginAgain = true;
        } else {
            begin(nowNanos, "started on order");
        }
    }

    private void orderedStop(long nowNanos) {
        order = Order.STOP;
        beginAgain = false;
        reconnectAt = OptionalLong.empty();
        interrupt("stopped on order", nowNanos);
    }

    private void begin(long nowNanos, String why) {
        reconnectAt = OptionalLong.empty();
        spawned = false;
        begunAt = nowNanos;
        interruptedWhy = "";
        unusable = false;
        turnedAway = Optional.empty();
        armStale(nowNanos);
        change(ProcessState.STARTING, why);
        effects.add(new ProcessEffect.Spawn());
    }

    private void interrupt(String why, long nowNanos) {
        switch (state) {
            case STARTING, RUNNING -> {
                interruptedWhy = why;
                staleAt = OptionalLong.empty();
                change(ProcessState.FINISHING, why);
                if (spawned) {
                    tellToEnd(nowNanos);
                }
            }
            case FINISHED, FINISHING, FAILED, KILLED -> {}
        }
    }

    private void unusable(String why, long nowNanos) {
        unusable |= state == ProcessState.STARTING || state == ProcessState.RUNNING;
        interrupt(why, nowNanos);
    }

    private void turnedAway(Duration longest) {
        if (state == ProcessState.STARTING) {
            turnedAway = Optional.of(longest);
        }
    }

    private void tellToEnd(long nowNanos) {
        killAt = OptionalLong.of(nowNanos + KILL_AFTER.toNanos());
        effects.add(new ProcessEffect.Interrupt());
    }

    private void spawned(long nowNanos) {
        spawned = true;
        switch (state) {
            case STARTING -> armStale(nowNanos);
            case FINISHING -> tellToEnd(nowNanos);
            case RUNNING -> {}
            // Nobody asked for this run: at most one may exist.
            case FINISHED, FAILED, KILLED -> effects.add(new ProcessEffect.Kill());
        }
    }

    // To wait is what it is for: nobody is served by another that waits in its place.
    private void awaitsSender(long nowNanos) {
        if (state == ProcessState.STARTING) {
            armStale(nowNanos);
        }
    }

    private void outputSeen() {
        if (state == ProcessState.STARTING) {
            change(ProcessState.RUNNING, "output is open");
        }
    }

    private void progressed(long nowNanos) {
        outputSeen();
        if (state == ProcessState.RUNNING) {
            armStale(nowNanos);
        }
    }

    private void ended(ProcessState next, String why, long nowNanos) {
        if (!state.hasRun()) {
            return;
        }
        killAt = OptionalLong.empty();
        staleAt = OptionalLong.empty();
        change(next, interruptedWhy.isEmpty() ? why : interruptedWhy + ", " + why);
        Duration lasted = Duration.ofNanos(nowNanos - begunAt);
        tries = lasted.compareTo(RestartPolicy.A_WHILE) < 0 ? tries + 1 : 0;
        timesTurnedAway = turnedAway.isPresent() ? timesTurnedAway + 1 : 0;
        if (beginAgain) {
            beginAgain = false;
            begin(nowNanos, "started on order");
        } else if (order == Order.START && policy.reconnect()) {
            Duration delay = turnedAway
                    .map(longest -> policy.delayTurnedAway(timesTurnedAway, longest))
                    .orElseGet(() -> policy.delayAfter(tries, lasted));
            reconnectAt = OptionalLong.of(nowNanos + delay.toNanos());
        }
    }

    private void exited(ExitStatus status, long nowNanos) {
        ProcessState next = stateAfter(status);
        if (unusable && next == ProcessState.FINISHED) {
            // It ended well only because it was told to.
            next = ProcessState.FAILED;
        }
        if (state == ProcessState.STARTING && next != ProcessState.FAILED) {
            // The table knows no direct move: whatever ended like this had run.
            change(ProcessState.RUNNING, "ended before its output was seen");
        }
        ended(next, status.describe(), nowNanos);
    }

    private static ProcessState stateAfter(ExitStatus status) {
        return switch (status) {
            case ExitStatus.Code(int value) -> value == 0 || value == 255 ? ProcessState.FINISHED : ProcessState.FAILED;
            case ExitStatus.Signal _ -> ProcessState.KILLED;
        };
    }

    private void armStale(long nowNanos) {
        long stale = policy.staleTimeout().toNanos();
        staleAt = stale == 0 ? OptionalLong.empty() : OptionalLong.of(nowNanos + stale);
    }

    private void change(ProcessState next, String why) {
        effects.add(new ProcessEffect.StateChanged(state, next, why));
        state = next;
    }

    private List<ProcessEffect> drain() {
        List<ProcessEffect> drained = List.copyOf(effects);
        effects.clear();
        return drained;
    }

    // Nano times may wrap, so they are compared by their difference.
    private static boolean isDue(OptionalLong at, long nowNanos) {
        return at.isPresent() && at.getAsLong() - nowNanos <= 0;
    }

    private static OptionalLong earlier(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return a.getAsLong() - b.getAsLong() <= 0 ? a : b;
    }
}
