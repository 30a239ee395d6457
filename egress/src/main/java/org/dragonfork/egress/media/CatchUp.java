package org.dragonfork.egress.media;

/**
 * A viewer that has just become ready and is sent the picture that the others see already: from the newest key frame in the
 * ring up to where they are, faster than it came, in parts. Nothing is queued for that: the packets are in the ring anyway.
 */
final class CatchUp {
    /** Packets that are sent at most: some 6 Mbit at once, two seconds of 3 Mbit/s. Who would need more waits for a key frame. */
    static final int MOST = 768;

    /** A key frame older than this is not worth the way: the viewer would see the past run by. */
    static final long OLDEST_NANOS = 4_000_000_000L;

    /** When nothing came for this long, there is nothing to catch up with. */
    static final long SILENCE_NANOS = 500_000_000L;

    /** Packets of a part; with {@link #STEP_NANOS} some 60 Mbit/s, so two seconds of 3 Mbit/s are there in a tenth. */
    static final int PART = 2 * FanOut.MAX_RUN;

    static final long STEP_NANOS = 5_000_000L;

    private final Viewer viewer;
    private final LegFeed feed;
    private long next;
    private long dueNanos;

    CatchUp(Viewer viewer, LegFeed feed, long start, long nowNanos) {
        this.viewer = viewer;
        this.feed = feed;
        this.next = start;
        this.dueNanos = nowNanos;
    }

    Viewer viewer() {
        return viewer;
    }

    LegFeed feed() {
        return feed;
    }

    long next() {
        return next;
    }

    /** Up to which position to send now; {@link #next} for nothing. */
    long limit(long nowNanos) {
        return nowNanos - dueNanos < 0 ? next : Math.min(next + PART, feed.next());
    }

    void sentTo(long position, long nowNanos) {
        next = position;
        dueNanos = nowNanos + STEP_NANOS;
    }

    /** Whether the viewer is where the others are. */
    boolean isDone() {
        return next >= feed.next();
    }

    long dueNanos() {
        return dueNanos;
    }
}
