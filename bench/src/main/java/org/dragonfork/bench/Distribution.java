package org.dragonfork.bench;

import java.util.Arrays;

/** Times of many single events, in nanoseconds. */
final class Distribution {
    private long[] values = new long[256];
    private int count;

    synchronized void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = nanos;
    }

    /** Those of another one, too, which gets none meanwhile. */
    synchronized void addAll(Distribution other) {
        for (int i = 0; i < other.count; i++) {
            add(other.values[i]);
        }
    }

    synchronized int count() {
        return count;
    }

    /** The time that this share of the events does not exceed, in milliseconds; NaN when there are none. */
    synchronized double millis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int index = (int) Math.ceil(share * count) - 1;
        return sorted[Math.clamp(index, 0, count - 1)] / 1e6;
    }
}
