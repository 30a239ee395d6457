package org.dragonfork.bench;

import java.util.Arrays;

/** What a {@link Load} cost in each round, for each packet. */
final class Cost {
    private final double[] nanos;
    private final double leastBytes;

    /**
     * @param nanos CPU time by round
     * @param leastBytes allocated in the best round: what the JIT compiler still moves shows in the others
     */
    Cost(double[] nanos, double leastBytes) {
        this.nanos = nanos.clone();
        this.leastBytes = leastBytes;
    }

    double medianNanos() {
        return median(nanos);
    }

    double leastBytes() {
        return leastBytes;
    }

    /** Median of the ratios round by round, so that a slow moment of the machine hits both. */
    double ratioTo(Cost other) {
        double[] ratios = new double[nanos.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = nanos[i] / other.nanos[i];
        }
        return median(ratios);
    }

    /** The same against two things done one after the other. */
    double ratioToSum(Cost one, Cost other) {
        double[] ratios = new double[nanos.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = nanos[i] / (one.nanos[i] + other.nanos[i]);
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
