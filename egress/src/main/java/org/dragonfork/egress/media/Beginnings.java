package org.dragonfork.egress.media;

/**
 * How often a viewer may be sent its first picture again. A picture loss indication (RFC 4585 section 6.3.1) of somebody who has
 * just come means that the beginning got lost: no NACK names packets before the first that arrived. Later it means a line that
 * loses more than resending can mend, and hundreds of packets more would not help it.
 */
final class Beginnings {
    /** Browsers first ask after some 200 ms without a picture. */
    static final long NEW_NANOS = 5_000_000_000L;

    /** A round trip and the sending: who asks again sooner asks for the same. */
    static final long PAUSE_NANOS = 400_000_000L;

    static final int MOST = 3;

    private int left;
    private long untilNanos;
    private long nextNanos;

    /** The viewer is ready. */
    void begin(long nowNanos) {
        left = MOST;
        untilNanos = nowNanos + NEW_NANOS;
        nextNanos = nowNanos;
    }

    /** Whether once more is fine now; if so, it is counted. */
    boolean take(long nowNanos) {
        if (left == 0 || nowNanos - untilNanos >= 0 || nowNanos - nextNanos < 0) {
            return false;
        }
        left--;
        nextNanos = nowNanos + PAUSE_NANOS;
        return true;
    }
}
