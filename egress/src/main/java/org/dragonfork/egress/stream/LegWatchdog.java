package org.dragonfork.egress.stream;

/**
 * Tells once per silence that a leg gives nothing although it should (decision D17). Armed while media is expected,
 * re-armed by the next packet.
 */
public final class LegWatchdog {
    private final long timeoutNanos;
    private boolean expected;
    private boolean reported;
    private long since;

    /**
     * @param timeoutNanos silence that is a failure, above 0
     */
    public LegWatchdog(long timeoutNanos) {
        if (timeoutNanos <= 0) {
            throw new IllegalArgumentException("a leg time-out must be above 0");
        }
        this.timeoutNanos = timeoutNanos;
    }

    /** Media is expected from now on, or no longer. */
    public void expect(boolean media, long nowNanos) {
        if (media && !expected) {
            since = nowNanos;
            reported = false;
        }
        expected = media;
    }

    /** A packet arrived. */
    public void touch(long nowNanos) {
        since = nowNanos;
        reported = false;
    }

    /** Whether the leg is silent for too long, said once per incident. */
    public boolean failsNow(long nowNanos) {
        if (!expected || reported || nowNanos - since < timeoutNanos) {
            return false;
        }
        reported = true;
        return true;
    }

    /** Whether the leg has been silent for the time-out, whether or not media is expected. */
    public boolean isSilent(long nowNanos) {
        return nowNanos - since >= timeoutNanos;
    }
}
