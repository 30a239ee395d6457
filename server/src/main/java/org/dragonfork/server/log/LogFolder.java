package org.dragonfork.server.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Lets a line of one kind through once a second and counts what it held back in between, so that a flood of refusals does
 * not become a flood of lines. Safe for use from any thread.
 */
final class LogFolder {
    private static final long WINDOW_NANOS = 1_000_000_000L;

    /** Kinds remembered at once; the oldest goes first. */
    private static final int MAX_KINDS = 1000;

    private final LongSupplier nanoClock;
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

        Fold(long nowNanos) {
            openedNanos = nowNanos;
        }
    }

    LogFolder(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Asks for a line.
     *
     * @return nothing when it is to be held back, else how many were held back since the last one
     */
    synchronized OptionalLong admit(String kind) {
        long now = nanoClock.getAsLong();
        Fold fold = folds.get(kind);
        if (fold == null) {
            folds.put(kind, new Fold(now));
            return OptionalLong.of(0);
        }
        if (now - fold.openedNanos < WINDOW_NANOS) {
            fold.heldBack++;
            return OptionalLong.empty();
        }
        long heldBack = fold.heldBack;
        fold.openedNanos = now;
        fold.heldBack = 0;
        return OptionalLong.of(heldBack);
    }
}
