package org.dragonfork.bench;

import java.lang.management.ManagementFactory;

/** What the heap holds for good. */
final class Heap {
    private static final int MOST_TRIES = 10;
    private static final long SETTLED = 32 << 10;

    private Heap() {}

    /** Bytes in use after garbage collections, repeated until they free nothing more. */
    static long used() {
        long before = collected();
        for (int i = 0; i < MOST_TRIES; i++) {
            long now = collected();
            if (Math.abs(before - now) < SETTLED) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private static long collected() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
