package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LogLine;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessReport;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.ProcessWarning;
import org.dragonfork.egress.supervise.RunLimits;
import org.dragonfork.egress.supervise.RunProgress;

/**
 * A process at one moment.
 *
 * @param since when it came into this state
 * @param runtime how long it has been in this state
 * @param why what brought it there, one line
 * @param pid of the run, if there is one
 * @param restarts runs begun after the first, since the process was created
 * @param reconnectSeconds until the next run begins, -1 when none is waiting to
 * @param entries how often it came into each state; all states are there
 * @param progress of the present run
 * @param cpuPercent of the whole machine or of what the control group allows, 0 to 100; 0 without a run
 * @param memoryBytes resident in memory; 0 without a run
 * @param warnings what is wrong with the present run
 * @param limits of a run
 * @param command arguments of the last run, without passwords; empty before the first
 * @param report what this run and those before it said
 */
public record ProcessStatus(
        StreamId id,
        String reference,
        Order order,
        ProcessState state,
        Instant since,
        Duration runtime,
        String why,
        OptionalLong pid,
        int restarts,
        long reconnectSeconds,
        Map<ProcessState, Long> entries,
        RunProgress progress,
        double cpuPercent,
        long memoryBytes,
        List<ProcessWarning> warnings,
        RunLimits limits,
        List<String> command,
        ProcessReport report) {
    public ProcessStatus {
        entries = Map.copyOf(entries);
        warnings = List.copyOf(warnings);
        command = List.copyOf(command);
    }

    /** The last line it said, empty when it said nothing. */
    public String lastLogLine() {
        List<LogLine> log = report.current().log();
        return log.isEmpty() ? "" : log.getLast().text();
    }
}
