package org.dragonfork.egress.stream;

/**
 * Tells once per incident that a leg failed (decision D17), whatever it was that failed first; the next good packet ends the
 * incident. It sees silence itself: the process is ordered to run and gets on in its input, and yet no packet comes. A camera
 * that is away stops the input as well, which is no failure of a leg.
 */
public final class LegWatchdog {
    private final long timeoutNanos;
    private boolean expected;
    private boolean reported;
    private boolean progressing;
    private long progressNanos;
    private long since;
    private long lastPacketNanos;

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
            progressing = false;
        }
        expected = media;
    }

    /** The process got further in its input. */
    public void progressed(long nowNanos) {
        if (!isProgressing(nowNanos)) {
            // From here on packets are due; what was before is no silence of the leg.
            since = Math.max(since, nowNanos);
        }
        progressing = true;
        progressNanos = nowNanos;
    }

    /** A good packet arrived: whatever was wrong is over. */
    public void touch(long nowNanos) {
        since = nowNanos;
        lastPacketNanos = nowNanos;
        reported = false;
    }

    /** Whether the leg is silent for too long, said once per incident. */
    public boolean failsNow(long nowNanos) {
        if (!expected || reported || !isProgressing(nowNanos) || nowNanos - since < timeoutNanos) {
            return false;
        }
        reported = true;
        return true;
    }

    /**
     * Something other than silence broke the leg.
     *
     * @return whether that is news, and not the same incident going on
     */
    public boolean fails() {
        boolean news = !reported;
        reported = true;
        return news;
    }

    private boolean isProgressing(long nowNanos) {
        return progressing && nowNanos - progressNanos < timeoutNanos;
    }

    /**
     * Whether no packet came for the time-out, of a leg that has had one: that media is expected again, as FFmpeg was started
     * once more, is no packet.
     */
    public boolean isSilent(long nowNanos) {
        return nowNanos - lastPacketNanos >= timeoutNanos;
    }
}
