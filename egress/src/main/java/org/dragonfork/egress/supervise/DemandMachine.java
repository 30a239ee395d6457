package org.dragonfork.egress.supervise;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The rules by which one process that is there for its viewers only is started for the first and stopped after the last
 * (docs/adr/0068). It decides and starts nothing itself: the owner carries out the {@link DemandEffect}s, reports back with
 * {@link DemandInput}s, and calls {@link #handleTimeout} at {@link #deadlineNanos}. Not thread-safe; {@code nowNanos} must
 * not go back.
 */
public final class DemandMachine {
    private enum Phase {
        ASLEEP,
        WAKING,
        AWAKE,
        FALLING_ASLEEP
    }

    /** All wait equally long, so the first to come is the first that has waited too long. */
    private record Waiter(long name, long untilNanos) {}

    private final Duration startTimeout;
    private final Duration stopDelay;
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private final List<DemandEffect> effects = new ArrayList<>();
    private Phase phase = Phase.ASLEEP;
    private boolean live;
    private boolean over;
    private int viewers;
    private OptionalLong stopAt = OptionalLong.empty();

    /**
     * A machine of a process that sleeps.
     *
     * @param startTimeout how long somebody waits for the stream
     * @param stopDelay how long the process runs without anybody who watches or waits
     * @throws IllegalArgumentException when one of them is not above zero
     */
    public DemandMachine(Duration startTimeout, Duration stopDelay) {
        if (!startTimeout.isPositive() || !stopDelay.isPositive()) {
            throw new IllegalArgumentException("start time-out and stop delay must be above 0");
        }
        this.startTimeout = startTimeout;
        this.stopDelay = stopDelay;
    }

    /** Whether the process is not ordered to run, and will not be before somebody asks. */
    public boolean isAsleep() {
        return phase == Phase.ASLEEP;
    }

    /** When {@link #handleTimeout} has something to do, empty for never. */
    public OptionalLong deadlineNanos() {
        Waiter first = waiters.peekFirst();
        if (first == null || (stopAt.isPresent() && stopAt.getAsLong() - first.untilNanos() <= 0)) {
            return stopAt;
        }
        return OptionalLong.of(first.untilNanos());
    }

    /** Takes in one thing that happened; inputs that mean nothing in the present state have no effect. */
    public List<DemandEffect> handle(DemandInput input, long nowNanos) {
        switch (input) {
            case DemandInput.Wanted(long waiter) -> wanted(waiter, nowNanos);
            case DemandInput.Live() -> {
                live = true;
                waiters.forEach(waiter -> effects.add(new DemandEffect.TellLive(waiter.name())));
                waiters.clear();
            }
            case DemandInput.Idle() -> live = false;
            case DemandInput.ViewerCame() -> viewers++;
            case DemandInput.ViewerLeft() -> viewers--;
            case DemandInput.Woken() -> woken();
            case DemandInput.WakeRefused(String why) -> wakeRefused(why);
            case DemandInput.RunOver(String why) -> runOver(why);
            case DemandInput.Slept() -> slept();
        }
        settle(nowNanos);
        return drain();
    }

    /** Does what is due at this time, if anything is. */
    public List<DemandEffect> handleTimeout(long nowNanos) {
        for (Waiter first = waiters.peekFirst();
                first != null && first.untilNanos() - nowNanos <= 0;
                first = waiters.peekFirst()) {
            waiters.removeFirst();
            effects.add(new DemandEffect.TellLate(first.name()));
        }
        if (stopAt.isPresent() && stopAt.getAsLong() - nowNanos <= 0) {
            sleep("nobody has watched for " + stopDelay.toSeconds() + " s");
        }
        settle(nowNanos);
        return drain();
    }

    private void wanted(long waiter, long nowNanos) {
        if (live) {
            effects.add(new DemandEffect.TellLive(waiter));
            return;
        }
        waiters.addLast(new Waiter(waiter, nowNanos + startTimeout.toNanos()));
        if (phase == Phase.ASLEEP) {
            wake();
        }
    }

    private void woken() {
        if (phase == Phase.WAKING) {
            phase = Phase.AWAKE;
            if (over) {
                sleep("its run has ended");
            }
        }
    }

    private void wakeRefused(String why) {
        if (phase == Phase.WAKING) {
            phase = Phase.ASLEEP;
            refuse(why);
        }
    }

    // Nobody begins such a run again but the next who asks: else a source that is at its end would be begun for ever.
    private void runOver(String why) {
        switch (phase) {
            case AWAKE -> {
                refuse(why);
                sleep("its run has ended");
            }
            case WAKING -> {
                over = true;
                refuse(why);
            }
            case ASLEEP, FALLING_ASLEEP -> {}
        }
    }

    private void slept() {
        live = false;
        if (phase == Phase.FALLING_ASLEEP) {
            phase = Phase.ASLEEP;
            if (!waiters.isEmpty()) {
                wake();
            }
        }
    }

    private void wake() {
        phase = Phase.WAKING;
        over = false;
        effects.add(new DemandEffect.Wake());
    }

    private void sleep(String why) {
        stopAt = OptionalLong.empty();
        phase = Phase.FALLING_ASLEEP;
        // Who asks from now on waits for the next run.
        live = false;
        effects.add(new DemandEffect.Sleep(why));
    }

    private void refuse(String why) {
        waiters.forEach(waiter -> effects.add(new DemandEffect.TellRefused(waiter.name(), why)));
        waiters.clear();
    }

    private void settle(long nowNanos) {
        if (phase != Phase.AWAKE || viewers > 0 || !waiters.isEmpty()) {
            stopAt = OptionalLong.empty();
        } else if (stopAt.isEmpty()) {
            stopAt = OptionalLong.of(nowNanos + stopDelay.toNanos());
        }
    }

    private List<DemandEffect> drain() {
        List<DemandEffect> drained = List.copyOf(effects);
        effects.clear();
        return drained;
    }
}
