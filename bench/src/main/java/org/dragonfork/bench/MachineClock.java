package org.dragonfork.bench;

import java.time.Instant;
import org.dragonfork.egress.EgressClock;

/** The clocks of this machine, for a server in this JVM. */
final class MachineClock implements EgressClock {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long unixNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
