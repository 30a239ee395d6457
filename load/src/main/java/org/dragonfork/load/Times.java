package org.dragonfork.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Durations of many events, in nanoseconds; past a limit a fair sample of them (Vitter's algorithm R). One thread. */
final class Times {
    private static final int MOST = 20_000;

    private final SplittableRandom dice = new SplittableRandom(1);
    private long[] values = new long[16];
    private int kept;
    private long count;

    void add(long nanos) {
        count++;
        if (kept < MOST) {
            if (kept == values.length) {
                values = Arrays.copyOf(values, 2 * kept);
            }
            values[kept++] = nanos;
            return;
        }
        long place = dice.nextLong(count);
        if (place < MOST) {
            values[(int) place] = nanos;
        }
    }

    void addAll(Times others) {
        for (int i = 0; i < others.kept; i++) {
            add(others.values[i]);
        }
    }

    Quantiles quantiles() {
        long[] sorted = Arrays.copyOf(values, kept);
        Arrays.sort(sorted);
        return new Quantiles(count, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
    }

    /** Nearest rank. */
    private static double at(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.clamp(index, 0, sorted.length - 1)] / 1e6;
    }
}
