package org.dragonfork.egress.stream;

/**
 * The wall clock of one RTP source, learnt from its sender reports (RFC 3550 section 6.4.1): which moment a timestamp
 * means. FFmpeg gives both legs of a run the same origin, so the two clocks of a stream agree.
 */
final class SourceClock {
    private static final long SECOND = 1_000_000_000L;

    private boolean known;
    private int ssrc;
    private int timestamp;
    private long unixNanos;

    /** Takes a sender report in. */
    void report(int ssrc, long unixNanos, int timestamp) {
        this.known = true;
        this.ssrc = ssrc;
        this.unixNanos = unixNanos;
        this.timestamp = timestamp;
    }

    boolean knows(int ssrc) {
        return known && this.ssrc == ssrc;
    }

    /**
     * The moment of a timestamp of the source that {@link #knows} is true for; exact within 6 hours of the last report at
     * 90 kHz.
     */
    long unixNanos(int timestamp, int clockRate) {
        return unixNanos + ticksToNanos(timestamp - this.timestamp, clockRate);
    }

    static long ticksToNanos(long ticks, int clockRate) {
        return Math.floorDiv(ticks * SECOND, clockRate);
    }

    static long nanosToTicks(long nanos, int clockRate) {
        // Split so that days of nanoseconds times the clock rate stay within a long.
        return Math.floorDiv(nanos, SECOND) * clockRate + Math.floorMod(nanos, SECOND) * clockRate / SECOND;
    }
}
