package org.dragonfork.server.net;

import java.util.function.LongConsumer;

/**
 * Times every so many packets from the moment one is taken off its leg to the moment the last of its viewers was served.
 * Nothing is allocated and, between two samples, nothing done but to count down. Belongs to one media thread.
 */
public final class ForwardSampler {
    /** Packets to a sample: cheap enough to be forgotten, and a sample a second or so at usual rates. */
    public static final int PERIOD = 1024;

    private static final int NEVER = 0;

    private final int period;
    private final LongConsumer nanos;
    private int left;
    private long takenNanos;
    private boolean waiting;

    private ForwardSampler(int period, LongConsumer nanos) {
        this.period = period;
        this.nanos = nanos;
        this.left = period;
    }

    /** Times nothing. */
    public static ForwardSampler off() {
        return new ForwardSampler(NEVER, _ -> {});
    }

    /**
     * Times every {@link #PERIOD}th packet.
     *
     * @param nanos is given each duration on the media thread, so it must not wait
     */
    public static ForwardSampler to(LongConsumer nanos) {
        return new ForwardSampler(PERIOD, nanos);
    }

    /** A packet was taken off a leg. */
    public void taken(long nowNanos) {
        if (period == NEVER || --left > 0) {
            return;
        }
        left = period;
        takenNanos = nowNanos;
        waiting = true;
    }

    /** Whether a packet that was taken is to be timed. */
    public boolean isWaiting() {
        return waiting;
    }

    /** All viewers were served; without viewers there was nothing to time. */
    public void forwarded(long nowNanos, boolean watched) {
        waiting = false;
        if (watched) {
            nanos.accept(nowNanos - takenNanos);
        }
    }
}
