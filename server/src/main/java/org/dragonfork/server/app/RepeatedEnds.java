package org.dragonfork.server.app;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.dragonfork.egress.event.StreamId;

/**
 * Keeps the log readable while a camera is away: the same end of a run is told once, and then again after some minutes with how
 * often it came. Safe for use from any thread.
 */
final class RepeatedEnds {
    static final Duration PERIOD = Duration.ofMinutes(10);

    private final LongSupplier nanoClock;
    private final Map<StreamId, Last> last = new ConcurrentHashMap<>();

    RepeatedEnds(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    private record Last(String why, int untold, long toldNanos) {}

    /**
     * A run ended.
     *
     * @return what to add to the line about it; empty when no line is due
     */
    Optional<String> ended(StreamId id, String why) {
        long now = nanoClock.getAsLong();
        Last before = last.get(id);
        if (before == null || !before.why().equals(why)) {
            last.put(id, new Last(why, 0, now));
            return Optional.of("");
        }
        int times = before.untold() + 1;
        if (now - before.toldNanos() < PERIOD.toNanos()) {
            last.put(id, new Last(why, times, before.toldNanos()));
            return Optional.empty();
        }
        last.put(id, new Last(why, 0, now));
        return Optional.of(" (" + times + " times since this was told last)");
    }

    /** Whether the last run ended as the one before. */
    boolean isRepeating(StreamId id) {
        Last now = last.get(id);
        return now != null && now.untold() > 0;
    }

    /** A run got as far as its outputs: however it ends, that is news. */
    void opened(StreamId id) {
        last.remove(id);
    }

    /** The process is gone. */
    void forget(StreamId id) {
        last.remove(id);
    }
}
