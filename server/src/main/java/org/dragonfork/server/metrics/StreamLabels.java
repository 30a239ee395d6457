package org.dragonfork.server.metrics;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.dragonfork.egress.event.StreamId;

/**
 * Which value of {@code stream_id} stands for a stream. Only streams that were registered get one of their own, and no more
 * than a fixed number at a time; a removed stream keeps its value for a while, so that what ended it can still be scraped.
 *
 * <p>Safe for use from any thread; {@link #of} waits for nothing.
 */
final class StreamLabels {
    /** Stands for every name that is no registered stream. */
    static final String UNKNOWN = "_unknown";

    /** Stands for the streams past the limit. */
    static final String OVERFLOW = "_overflow";

    /** More than two scrapes, and longer than the windows of the alerts. */
    static final Duration RETENTION = Duration.ofMinutes(15);

    /** A stream has about 140 series, so this many are about as much as one scrape should carry. */
    static final int LIMIT = 200;

    private final int limit;
    private final LongSupplier nanoClock;
    private final Series series;
    private final ConcurrentMap<StreamId, String> values = new ConcurrentHashMap<>();
    /** Removed streams that still have a value, and since when; the one removed first comes first. */
    private final Map<StreamId, Long> removed = new LinkedHashMap<>();

    private int own;
    private boolean overflowing;

    /** What has series by stream. */
    interface Series {
        /** Makes the series of closed sets for a new value, at zero. */
        void create(String value);

        /** Drops every series of a value. */
        void drop(String value);
    }

    StreamLabels(int limit, LongSupplier nanoClock, Series series) {
        this.limit = limit;
        this.nanoClock = nanoClock;
        this.series = series;
    }

    /**
     * A stream exists from now on; its series begin at zero.
     *
     * @return whether there was a value for it alone
     */
    synchronized boolean register(StreamId id) {
        expire();
        if (removed.remove(id) != null) {
            release(id);
        }
        if (own >= limit) {
            // A stream that is there counts for more than one that was.
            oldestRemoved().ifPresent(this::forget);
        }
        boolean fits = own < limit && !Set.of(UNKNOWN, OVERFLOW).contains(id.value());
        if (fits) {
            own++;
            series.create(id.value());
            values.put(id, id.value());
        } else {
            if (!overflowing) {
                overflowing = true;
                series.create(OVERFLOW);
            }
            values.put(id, OVERFLOW);
        }
        return fits;
    }

    /** A stream is gone; its value goes after {@link #RETENTION}. */
    synchronized void remove(StreamId id) {
        String value = values.get(id);
        if (value != null) {
            removed.put(id, nanoClock.getAsLong());
        }
        expire();
    }

    /** The value for a stream, {@link #UNKNOWN} when it has none. */
    String of(StreamId id) {
        return values.getOrDefault(id, UNKNOWN);
    }

    /** Drops what was kept for long enough. */
    synchronized void expire() {
        long now = nanoClock.getAsLong();
        for (Iterator<Map.Entry<StreamId, Long>> all = removed.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<StreamId, Long> next = all.next();
            if (now - next.getValue() < RETENTION.toNanos()) {
                return;
            }
            all.remove();
            release(next.getKey());
        }
    }

    private Optional<StreamId> oldestRemoved() {
        return removed.keySet().stream()
                .filter(id -> !OVERFLOW.equals(values.get(id)))
                .findFirst();
    }

    private void forget(StreamId id) {
        removed.remove(id);
        release(id);
    }

    private void release(StreamId id) {
        String value = values.remove(id);
        // The value that many streams share is never given back: its series count on.
        if (value != null && !value.equals(OVERFLOW)) {
            own--;
            series.drop(value);
        }
    }
}
