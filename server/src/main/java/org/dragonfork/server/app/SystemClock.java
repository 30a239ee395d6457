package org.dragonfork.server.app;

import java.time.Instant;
import org.dragonfork.egress.EgressClock;

/**
 * The machine's clocks. Wall time is read once and then counted on by the clock that never goes back, so a corrected wall
 * clock does not jump into running streams.
 */
final class SystemClock implements EgressClock {
    private final long originNanos = System.nanoTime();
    private final long originUnixNanos;

    SystemClock() {
        Instant now = Instant.now();
        originUnixNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long unixNanos() {
        return originUnixNanos + (System.nanoTime() - originNanos);
    }
}
