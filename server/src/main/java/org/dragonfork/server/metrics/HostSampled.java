package org.dragonfork.server.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes its time to read, a disk that may be far away: asking never waits, it gets what was read last and lets
 * it be read anew when that is old. A reading that hangs is not begun a second time.
 */
final class HostSampled<T> {
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

    private final Supplier<Optional<T>> source;
    private final long periodNanos;
    private final LongSupplier nanoClock;
    private final Executor background;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile long begunNanos;
    private volatile @Nullable Sample<T> last;

    private record Sample<T>(Optional<T> value, long atNanos) {}

    /**
     * Begins the first reading.
     *
     * @param period from one reading to the next, as long as somebody asks
     * @param background where it is read
     */
    HostSampled(Supplier<Optional<T>> source, Duration period, LongSupplier nanoClock, Executor background) {
        this.source = source;
        this.periodNanos = period.toNanos();
        this.nanoClock = nanoClock;
        this.background = background;
        refresh();
    }

    /** What was read last; empty before the first reading is over, and while one hangs for more than two minutes. */
    Optional<T> value() {
        Sample<T> before = last;
        if (before == null || nanoClock.getAsLong() - before.atNanos() >= periodNanos) {
            refresh();
        }
        Sample<T> now = last;
        boolean hangs = reading.get() && nanoClock.getAsLong() - begunNanos >= PATIENCE_NANOS;
        return now == null || hangs ? Optional.empty() : now.value();
    }

    private void refresh() {
        if (!reading.compareAndSet(false, true)) {
            return;
        }
        begunNanos = nanoClock.getAsLong();
        background.execute(() -> {
            try {
                last = new Sample<>(source.get(), nanoClock.getAsLong());
            } finally {
                reading.set(false);
            }
        });
    }
}
