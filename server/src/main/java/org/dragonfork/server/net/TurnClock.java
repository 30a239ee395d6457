package org.dragonfork.server.net;

/**
 * How long the turns of a loop take, without the waiting: a slow one delays every viewer of its thread. Written by the loop,
 * read by others.
 */
final class TurnClock {
    /** A turn that takes half a frame at 30 per second is one too many. */
    static final long SLOW_NANOS = 15_000_000L;

    /** The longest turn is that of this time or the one before, so a scrape every quarter of a minute sees each. */
    static final long WINDOW_NANOS = 30_000_000_000L;

    private long windowEndNanos;
    private volatile long before;
    private volatile long longest;
    private volatile long slow;

    TurnClock(long nowNanos) {
        windowEndNanos = nowNanos + WINDOW_NANOS;
    }

    /** A turn is over. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, the loop
    void turned(long startedNanos, long nowNanos) {
        long took = nowNanos - startedNanos;
        if (nowNanos - windowEndNanos >= 0) {
            windowEndNanos = nowNanos + WINDOW_NANOS;
            before = longest;
            longest = 0;
        }
        if (took > longest) {
            longest = took;
        }
        if (took >= SLOW_NANOS) {
            slow++;
        }
    }

    /** The longest turn of the last half minute or more. */
    long longestNanos() {
        return Math.max(before, longest);
    }

    /** Turns that took {@link #SLOW_NANOS} or more. */
    long slowTurns() {
        return slow;
    }
}
