package org.dragonfork.server.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Lets a line of one kind through once in a while and counts what it held back in between, so that a flood of refusals does
 * not become a flood of lines. What was held back when a flood ended is said by {@link #overdue}. Safe for use from any thread.
 */
final class LogFolder {
    /** Kinds remembered at once; the oldest goes first. */
    private static final int MAX_KINDS = 1000;

    private final LongSupplier nanoClock;
    private final long windowNanos;
    private final Map<String, Fold> folds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fold> eldest) {
            return size() > MAX_KINDS;
        }
    };

    private static final class Fold {
        private long openedNanos;
        private long heldBack;
        private String line;

        Fold(long nowNanos, String line) {
            openedNanos = nowNanos;
            this.line = line;
        }
    }

    /** @param window how long a kind is held back after each of its lines */
    LogFolder(LongSupplier nanoClock, Duration window) {
        this.nanoClock = nanoClock;
        this.windowNanos = window.toNanos();
    }

    /** A line that was held back so often, with nobody left to say it. */
    record Overdue(String line, long times) {}

    /**
     * Asks for a line.
     *
     * @param line that is to be written, kept in case it is held back
     * @return nothing when it is to be held back, else how many were held back since the last one
     */
    synchronized OptionalLong admit(String kind, String line) {
        long now = nanoClock.getAsLong();
        Fold fold = folds.get(kind);
        if (fold == null) {
            folds.put(kind, new Fold(now, line));
            return OptionalLong.of(0);
        }
        if (now - fold.openedNanos < windowNanos) {
            fold.heldBack++;
            fold.line = line;
            return OptionalLong.empty();
        }
        long heldBack = fold.heldBack;
        fold.openedNanos = now;
        fold.heldBack = 0;
        return OptionalLong.of(heldBack);
    }

    /** What was held back until its time was over; to be asked about once a second. */
    synchronized List<Overdue> overdue() {
        long now = nanoClock.getAsLong();
        var all = new ArrayList<Overdue>();
        for (Fold fold : folds.values()) {
            if (fold.heldBack > 0 && now - fold.openedNanos >= windowNanos) {
                all.add(new Overdue(fold.line, fold.heldBack));
                fold.openedNanos = now;
                fold.heldBack = 0;
            }
        }
        return all;
    }
}
