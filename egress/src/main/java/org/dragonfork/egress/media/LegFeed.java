package org.dragonfork.egress.media;

import org.dragonfork.egress.stream.RtpLeg;

/**
 * How far one media thread has sent one leg. With pacing, a burst that is larger than what any viewer's line takes at once
 * leaves in parts, a millisecond apart. Nothing is queued for that: the packets stay in the ring.
 */
final class LegFeed {
    /** A frame of this size leaves at once in any case: 32 packets are 40 KB. */
    static final int LARGEST_AT_ONCE = 2 * FanOut.MAX_RUN;

    /** Parts of a burst; three milliseconds for all of them is far below a frame time. */
    static final int PARTS = 4;

    static final long STEP_NANOS = 1_000_000L;

    private final RtpLeg leg;
    private final boolean pacing;
    private long next;
    private boolean held;
    private long dueNanos;
    private int part;

    LegFeed(RtpLeg leg, boolean pacing) {
        this.leg = leg;
        this.pacing = pacing;
        skip();
    }

    RtpLeg leg() {
        return leg;
    }

    /** Position of the first packet that was not sent yet. */
    long next() {
        return next;
    }

    /** Everything up to now is for nobody. */
    void skip() {
        next = leg.ring().end();
        held = false;
    }

    void sentTo(long position) {
        next = position;
    }

    /** Up to which position to send now; {@link #next} for nothing. */
    long limit(long nowNanos) {
        if (held && nowNanos - dueNanos < 0) {
            return next;
        }
        long end = leg.ring().end();
        long waiting = end - next;
        if (!pacing || waiting <= (held ? part : LARGEST_AT_ONCE)) {
            held = false;
            return end;
        }
        if (!held) {
            held = true;
            int share = (int) Math.min(Integer.MAX_VALUE / 2, (waiting + PARTS - 1) / PARTS);
            part = (share + FanOut.MAX_RUN - 1) / FanOut.MAX_RUN * FanOut.MAX_RUN;
        }
        dueNanos = nowNanos + STEP_NANOS;
        return next + part;
    }

    /** Whether a part of a burst waits for its time. */
    boolean isHeld() {
        return held;
    }

    /** When {@link #limit} wants to be asked again, if anything {@link #isHeld}. */
    long dueNanos() {
        return dueNanos;
    }
}
