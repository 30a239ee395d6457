package org.dragonfork.egress.media;

/**
 * How many packets may be sent to one viewer once more: enough for a bad line, and a bound for one that asks for ever. A
 * bucket that fills by time.
 */
final class ResendBudget {
    /** A lost second of a stream of 3 Mbit/s at once. */
    static final int MOST = 330;

    /** A second of it per second: more than that is a line that cannot carry the stream. */
    static final int PER_SECOND = 330;

    private double left = MOST;
    private long filledNanos;

    /** Whether one more packet may go. */
    boolean take(long nowNanos) {
        left = Math.min(MOST, left + (nowNanos - filledNanos) / 1e9 * PER_SECOND);
        filledNanos = nowNanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
