package org.dragonfork.egress.stream;

/**
 * What the tracks of one stream share about time: how far the media clock was pushed forward so that it never runs back
 * when a new run of FFmpeg claims an earlier moment (a wall clock set back, a source without sender reports).
 */
final class StreamTimeline {
    private long shiftNanos;

    /** The moment of a new source's first packet on the stream's clock: after {@code lastNanos} by {@code stepNanos} at least. */
    long join(long sourceNanos, long lastNanos, long stepNanos) {
        long least = lastNanos + stepNanos;
        if (sourceNanos + shiftNanos < least) {
            shiftNanos = least - sourceNanos;
        }
        return sourceNanos + shiftNanos;
    }

    long shiftNanos() {
        return shiftNanos;
    }
}
