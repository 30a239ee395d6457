package org.dragonfork.server.metrics;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the processors of the machine spend their time on, out of {@code /proc/stat}: the mean since the first reading that is
 * at least a second old, so that two scrapers do not spoil each other's numbers; at first the mean since the machine started.
 */
final class HostCpu {
    private static final long LEAST_WINDOW_NANOS = 1_000_000_000L;

    /** user nice system idle iowait irq softirq steal; the guest times that follow are part of user and nice. */
    private static final int COLUMNS = 8;

    private final HostFiles proc;
    private final LongSupplier nanoClock;
    private @Nullable Times base;
    private long baseNanos;
    private @Nullable Shares last;

    HostCpu(HostFiles proc, LongSupplier nanoClock) {
        this.proc = proc;
        this.nanoClock = nanoClock;
        shares();
    }

    /** Shares in percent of all processors together; they add up to 100. */
    record Shares(double system, double user, double idle, double other) {}

    private record Times(long system, long user, long idle, long total) {
        Optional<Shares> since(long system, long user, long idle, long total) {
            double window = this.total - total;
            if (window <= 0) {
                return Optional.empty();
            }
            // The kernel lets idle times go back a little when a processor is switched off.
            double systemShare = share(this.system - system, window);
            double userShare = share(this.user - user, window);
            double idleShare = share(this.idle - idle, window);
            return Optional.of(new Shares(
                    systemShare, userShare, idleShare, Math.max(0, 100 - systemShare - userShare - idleShare)));
        }

        private static double share(long ticks, double window) {
            return Math.clamp(100 * ticks / window, 0, 100);
        }
    }

    /** Empty when the machine does not tell. */
    synchronized Optional<Shares> shares() {
        Optional<Times> read = read();
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Times now = read.get();
        long nowNanos = nanoClock.getAsLong();
        Times from = base;
        if (from == null) {
            base = now;
            baseNanos = nowNanos;
            last = now.since(0, 0, 0, 0).orElse(null);
        } else if (nowNanos - baseNanos >= LEAST_WINDOW_NANOS) {
            last = now.since(from.system(), from.user(), from.idle(), from.total())
                    .orElse(last);
            base = now;
            baseNanos = nowNanos;
        }
        return Optional.ofNullable(last);
    }

    private Optional<Times> read() {
        Optional<String> text = proc.text("stat");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var fields = new HostFiles.Fields(text.get().lines().findFirst().orElse(""));
        if (!fields.text(0).equals("cpu") || fields.number(4).isEmpty()) {
            return Optional.empty();
        }
        long total = 0;
        for (int column = 1; column <= COLUMNS; column++) {
            // Eight numbers of at most 10^18 - 1 do not overflow.
            total += fields.numberOrZero(column);
        }
        return Optional.of(new Times(fields.numberOrZero(3), fields.numberOrZero(1), fields.numberOrZero(4), total));
    }
}
