package org.dragonfork.egress.media;

import org.dragonfork.egress.stream.PacketRing;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * A viewer that has just become ready and is sent the picture that the others see already: from the newest key frame in the
 * ring up to where they are, faster than it came, in parts. Nothing is queued for that: the packets are in the ring anyway.
 *
 * <p>When the beginning of it got lost, the same once more, beside what it is sent meanwhile ({@link #again}).
 */
final class CatchUp {
    /** Packets that are sent at most: some 6 Mbit at once, two seconds of 3 Mbit/s. Who would need more waits for a key frame. */
    static final int MOST = 768;

    /** A key frame older than this is not worth the way: the viewer would see the past run by. */
    static final long OLDEST_NANOS = 4_000_000_000L;

    /** When nothing came for this long, there is nothing to catch up with. */
    static final long SILENCE_NANOS = 500_000_000L;

    /**
     * Packets of a part; with {@link #STEP_NANOS} some 30 Mbit/s, so two seconds of 3 Mbit/s are there in a fifth. Twice as fast,
     * viewers that had other things to do lost some of it in their socket's buffer.
     */
    static final int PART = FanOut.MAX_RUN;

    static final long STEP_NANOS = 5_000_000L;

    private final Viewer viewer;
    private final LegFeed feed;
    /** Where a repetition ends; nobody's position for what is sent for the first time, which ends where the others are. */
    private final long end;

    private long next;
    private long dueNanos;

    private CatchUp(Viewer viewer, LegFeed feed, long start, long end, long nowNanos) {
        this.viewer = viewer;
        this.feed = feed;
        this.next = start;
        this.end = end;
        this.dueNanos = nowNanos;
    }

    /** Position of the newest picture that is worth sending, negative when there is none, as on every leg that is no video. */
    static long start(LegFeed feed, long nowNanos) {
        if (feed.leg().kind() != MediaKind.VIDEO) {
            return -1;
        }
        PacketRing ring = feed.leg().ring();
        long start = ring.newestPicture(feed.next() - MOST, feed.next());
        boolean worth = start >= 0
                && nowNanos - ring.arrivedNanos(start) <= OLDEST_NANOS
                && nowNanos - ring.arrivedNanos(feed.next() - 1) <= SILENCE_NANOS;
        return worth ? start : -1;
    }

    /** For a viewer that was sent nothing yet. */
    static CatchUp first(Viewer viewer, LegFeed feed, long start, long nowNanos) {
        return new CatchUp(viewer, feed, start, -1, nowNanos);
    }

    /** For a viewer that was sent all of it before: up to where it is now. */
    static CatchUp again(Viewer viewer, LegFeed feed, long start, long nowNanos) {
        return new CatchUp(viewer, feed, start, feed.next(), nowNanos);
    }

    /** Whether the viewer was sent the same packets before. */
    boolean isAgain() {
        return end >= 0;
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
        return nowNanos - dueNanos < 0 ? next : Math.min(next + PART, goal());
    }

    void sentTo(long position, long nowNanos) {
        next = position;
        dueNanos = nowNanos + STEP_NANOS;
    }

    /** Whether the viewer is where the others are, or were when it asked. */
    boolean isDone() {
        return next >= goal();
    }

    long dueNanos() {
        return dueNanos;
    }

    private long goal() {
        return isAgain() ? end : feed.next();
    }
}
