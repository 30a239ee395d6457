package org.dragonfork.server.metrics;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.ProcessWarning;
import org.dragonfork.egress.supervise.RunLimits;
import org.dragonfork.egress.supervise.RunProgress;

/**
 * What the metrics need to know of a supervised process at one moment.
 *
 * @param since when it came into this state
 * @param progress of the present run
 * @param cpuPercent of the whole machine, or of what the control group allows; 0 without a run
 * @param memoryBytes resident in memory; 0 without a run
 * @param entries how often it came into each state; a missing state counts as never
 * @param warnings what is wrong with the present run
 * @param limits above which a run is ended
 */
public record FfmpegReading(
        StreamId id,
        ProcessState state,
        Order order,
        Instant since,
        RunProgress progress,
        double cpuPercent,
        long memoryBytes,
        Map<ProcessState, Long> entries,
        Set<ProcessWarning.Kind> warnings,
        RunLimits limits) {
    public FfmpegReading {
        entries = Map.copyOf(entries);
        warnings = Set.copyOf(warnings);
    }

    /** Of a process with which nothing is wrong. */
    public FfmpegReading(
            StreamId id,
            ProcessState state,
            Order order,
            Instant since,
            RunProgress progress,
            double cpuPercent,
            long memoryBytes,
            Map<ProcessState, Long> entries,
            RunLimits limits) {
        this(id, state, order, since, progress, cpuPercent, memoryBytes, entries, Set.of(), limits);
    }
}
