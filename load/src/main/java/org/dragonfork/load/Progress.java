package org.dragonfork.load;

import java.io.PrintWriter;
import java.util.Locale;

/** One line a second, so that a person sees what goes on. */
final class Progress {
    static final long PERIOD_NANOS = 1_000_000_000;

    private final PrintWriter out;
    private long startNanos = -1;
    private long nextNanos;
    private long lastNanos;
    private long lastArrived;
    private long lastBytes;

    Progress(PrintWriter out) {
        this.out = out;
    }

    boolean isDue(long nowNanos) {
        if (startNanos == -1) {
            startNanos = nowNanos;
            lastNanos = nowNanos;
            nextNanos = nowNanos + PERIOD_NANOS;
        }
        return nowNanos - nextNanos >= 0;
    }

    void line(Totals now, long nowNanos) {
        double seconds = Math.max(nowNanos - lastNanos, 1) / 1e9;
        out.println(String.format(
                Locale.ROOT,
                "%4d s: %d watching, %d connecting, %d failed; %,.0f packets/s, %.1f Mbit/s, lost %,d (%.2f %%)",
                (nowNanos - startNanos) / 1_000_000_000,
                now.watching,
                now.asking + now.connecting,
                now.failed,
                (now.media.arrived - lastArrived) / seconds,
                (now.media.bytes - lastBytes) * 8 / 1e6 / seconds,
                now.media.lost(),
                now.media.lostPercent()));
        out.flush();
        lastNanos = nowNanos;
        nextNanos = nowNanos + PERIOD_NANOS;
        lastArrived = now.media.arrived;
        lastBytes = now.media.bytes;
    }
}
