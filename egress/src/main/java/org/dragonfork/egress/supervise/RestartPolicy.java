package org.dragonfork.egress.supervise;

import java.time.Duration;

/**
 * When a process that shall run is begun again, and when a run counts as hung.
 *
 * @param reconnect whether a run that ended, for whatever reason, is followed by another
 * @param reconnectDelay from the end of a run to the beginning of the next; one of a second or more is always the same,
 *     without back-off as long as nobody says no
 * @param staleTimeout how long a run may go without progress before it is interrupted; zero for ever
 */
public record RestartPolicy(boolean reconnect, Duration reconnectDelay, Duration staleTimeout) {
    /** A run that was there for so long is more than a try. */
    static final Duration A_WHILE = Duration.ofSeconds(10);

    private static final Duration FIRST_TURNED_AWAY = Duration.ofSeconds(3);
    private static final Duration LEAST_SPACING = Duration.ofSeconds(1);
    private static final Duration MOST_SPACING = Duration.ofSeconds(5);

    /** @throws IllegalArgumentException when a time is negative */
    public RestartPolicy {
        if (reconnectDelay.isNegative() || staleTimeout.isNegative()) {
            throw new IllegalArgumentException("reconnect delay and stale timeout must not be negative");
        }
    }

    /**
     * From the end of a run to the beginning of the next. Without a delay of a second or more only the first try comes at once:
     * those after it begin 1, 2, 4 and then always 5 s after one another, or a system would do nothing but try to open an input
     * that is away.
     *
     * @param tries runs in a row of less than {@link #A_WHILE}, the one that ended included
     * @param lasted how long that one was there
     */
    Duration delayAfter(int tries, Duration lasted) {
        if (tries < 2 || reconnectDelay.compareTo(LEAST_SPACING) >= 0) {
            return reconnectDelay;
        }
        Duration spacing = LEAST_SPACING.multipliedBy(1L << Math.min(tries - 2, 10));
        Duration left = (spacing.compareTo(MOST_SPACING) < 0 ? spacing : MOST_SPACING).minus(lasted);
        return left.compareTo(reconnectDelay) > 0 ? left : reconnectDelay;
    }

    /**
     * From the end of a run whose input was refused to the beginning of the next: doubled each time, never less than the
     * delay.
     *
     * @param times in a row, from 1
     * @param longest what doubling ends at
     */
    Duration delayTurnedAway(int times, Duration longest) {
        Duration first = reconnectDelay.compareTo(FIRST_TURNED_AWAY) > 0 ? reconnectDelay : FIRST_TURNED_AWAY;
        Duration doubled = first.multipliedBy(1L << Math.min(times - 1, 10));
        Duration bounded = doubled.compareTo(longest) < 0 ? doubled : longest;
        return bounded.compareTo(reconnectDelay) > 0 ? bounded : reconnectDelay;
    }
}
