package org.dragonfork.load;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time in which all watch and nobody joins, which is what a server's cost is taken over.
 *
 * @param nanos length
 * @param sent packets that the server sent in it, by their sequence numbers
 * @param arrived packets that came to the sockets
 * @param bytes of these
 * @param serverCpu what the server's process spent in it; null when unknown
 */
record Steady(
        long nanos,
        long sent,
        long arrived,
        long bytes,
        @Nullable Duration serverCpu) {
    /** How things stood at one of its ends. */
    record Mark(
            long nanos,
            long sent,
            long arrived,
            long bytes,
            @Nullable Duration serverCpu) {}

    static Steady between(Mark start, Mark end) {
        return new Steady(
                end.nanos - start.nanos,
                end.sent - start.sent,
                end.arrived - start.arrived,
                end.bytes - start.bytes,
                start.serverCpu == null || end.serverCpu == null ? null : end.serverCpu.minus(start.serverCpu));
    }

    double seconds() {
        return nanos / 1e9;
    }

    double packetsPerSecond() {
        return arrived / Math.max(seconds(), 1e-9);
    }

    double megabitsPerSecond() {
        return bytes * 8 / 1e6 / Math.max(seconds(), 1e-9);
    }

    /** NaN when unknown. */
    double cpuNanosPerPacket() {
        return serverCpu == null || sent <= 0 ? Double.NaN : (double) serverCpu.toNanos() / sent;
    }

    /** Processors that the server kept busy; NaN when unknown. */
    double serverCores() {
        return serverCpu == null ? Double.NaN : serverCpu.toNanos() / (double) Math.max(nanos, 1);
    }
}
