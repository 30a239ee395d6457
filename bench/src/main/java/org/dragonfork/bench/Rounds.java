package org.dragonfork.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Measures loads in turn on the calling thread, round by round, by the thread's own CPU time and allocation. */
final class Rounds {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Effort effort;

    Rounds(Effort effort) {
        this.effort = effort;
    }

    /** The cost of each load, in their order. */
    List<Cost> measure(List<? extends Load> loads, Progress progress) {
        int count = loads.size();
        int[] times = new int[count];
        for (int i = 0; i < count; i++) {
            progress.step("warming up: " + loads.get(i).what());
            times[i] = warm(loads.get(i));
        }
        double[][] nanos = new double[count][effort.rounds()];
        double[] bytes = new double[count];
        java.util.Arrays.fill(bytes, Double.MAX_VALUE);
        for (int round = 0; round < effort.rounds(); round++) {
            progress.step("round " + (round + 1) + " of " + effort.rounds());
            for (int i = 0; i < count; i++) {
                Load load = loads.get(i);
                long bytesBefore = threads.getCurrentThreadAllocatedBytes();
                long before = threads.getCurrentThreadCpuTime();
                for (int time = 0; time < times[i]; time++) {
                    load.run();
                }
                long took = threads.getCurrentThreadCpuTime() - before;
                long allocated = threads.getCurrentThreadAllocatedBytes() - bytesBefore;
                double packets = (double) times[i] * load.packets();
                nanos[i][round] = took / packets;
                bytes[i] = Math.min(bytes[i], allocated / packets);
            }
        }
        var costs = new ArrayList<Cost>();
        for (int i = 0; i < count; i++) {
            costs.add(new Cost(nanos[i], bytes[i]));
        }
        return costs;
    }

    /** Runs until the time for warming is over; answers how often to run in a round. */
    private int warm(Load load) {
        long end = threads.getCurrentThreadCpuTime() + effort.warmMillis() * 1_000_000L;
        long took = 1;
        while (threads.getCurrentThreadCpuTime() < end) {
            long before = threads.getCurrentThreadCpuTime();
            load.run();
            took = Math.max(1, threads.getCurrentThreadCpuTime() - before);
        }
        return (int) Math.max(1, effort.roundMillis() * 1_000_000L / took);
    }
}
