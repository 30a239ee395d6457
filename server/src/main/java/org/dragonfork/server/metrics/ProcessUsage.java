package org.dragonfork.server.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/** What other processes use, out of {@code /proc/PID}. May be called from any thread. */
final class ProcessUsage {
    /** {@code USER_HZ}, in which the kernel tells times to programs, on every platform of Linux that the JDK runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final long LEAST_WINDOW_NANOS = 1_000_000_000L;

    private final HostFiles proc;
    private final int processors;
    private final LongSupplier nanoClock;
    private final Map<Long, Sample> samples = new HashMap<>();

    /**
     * @param processors that the machine or the container has
     * @param nanoClock must not go back
     */
    ProcessUsage(HostFiles proc, int processors, LongSupplier nanoClock) {
        this.proc = proc;
        this.processors = processors;
        this.nanoClock = nanoClock;
    }

    /**
     * @param cpuPercent of all processors together, the mean since the first reading that is at least a second old; in the
     *     first second of readings the mean since the process began
     * @param memoryBytes resident in memory, 0 when unknown
     */
    record Reading(double cpuPercent, long memoryBytes) {}

    /** @param startTicks tells a process from a later one with the same pid */
    private record Sample(long startTicks, long cpuTicks, long nanos, double percent) {}

    /** Forgets what it remembers of all other processes. */
    synchronized void retain(Set<Long> pids) {
        samples.keySet().retainAll(pids);
    }

    /** Empty when there is no such process or nothing is told of it. */
    synchronized Optional<Reading> read(long pid) {
        Optional<String> text = proc.text(pid + "/stat");
        // The name stands in brackets and may hold anything, brackets too.
        int end = text.map(line -> line.lastIndexOf(')')).orElse(-1);
        if (end < 0) {
            return Optional.empty();
        }
        var fields = new HostFiles.Fields(text.orElseThrow().substring(end + 1));
        // Counted from the state on, which is field 3 of proc_pid_stat(5): utime 14, stime 15, starttime 22.
        OptionalLong user = fields.number(11);
        OptionalLong system = fields.number(12);
        OptionalLong start = fields.number(19);
        if (user.isEmpty() || system.isEmpty() || start.isEmpty()) {
            return Optional.empty();
        }
        double percent = percent(pid, start.getAsLong(), user.getAsLong() + system.getAsLong());
        long residentKib = proc.number(pid + "/status", "VmRSS:").orElse(0);
        return Optional.of(new Reading(percent, Math.min(residentKib, Long.MAX_VALUE / 1024) * 1024));
    }

    private double percent(long pid, long startTicks, long cpuTicks) {
        long now = nanoClock.getAsLong();
        Sample before = samples.get(pid);
        if (before == null || before.startTicks() != startTicks) {
            double percent = share(cpuTicks, sinceStart(startTicks));
            samples.put(pid, new Sample(startTicks, cpuTicks, now, percent));
            return percent;
        }
        if (now - before.nanos() < LEAST_WINDOW_NANOS) {
            return before.percent();
        }
        double percent = share(cpuTicks - before.cpuTicks(), (now - before.nanos()) / 1e9);
        samples.put(pid, new Sample(startTicks, cpuTicks, now, percent));
        return percent;
    }

    private double share(long ticks, double seconds) {
        return seconds <= 0 ? 0 : Math.clamp(100 * ticks / TICKS_PER_SECOND / seconds / processors, 0, 100);
    }

    private double sinceStart(long startTicks) {
        // The kernel writes seconds with two decimals.
        var uptime = new HostFiles.Fields(proc.text("uptime").orElse("").replace('.', ' '));
        return uptime.numberOrZero(0) + uptime.numberOrZero(1) / 100.0 - startTicks / TICKS_PER_SECOND;
    }
}
