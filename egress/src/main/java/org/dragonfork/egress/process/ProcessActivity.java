package org.dragonfork.egress.process;

import java.time.Duration;
import java.util.List;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.ProcessWarning;
import org.dragonfork.egress.supervise.RunProgress;

/**
 * What a process does.
 *
 * @param order what it was told
 * @param state what it does now
 * @param inState how long it has done so
 * @param reconnectSeconds until its next run, -1 when none is waiting to begin
 * @param lastLogLine what it said last, or why it cannot run
 * @param progress of the present run
 * @param memoryBytes resident in memory; 0 without a run
 * @param cpuPercent of the whole machine, 0 to 100; 0 without a run
 * @param warnings what is wrong with the present run
 * @param command arguments of the last run, without passwords; empty before the first
 */
public record ProcessActivity(
        Order order,
        ProcessState state,
        Duration inState,
        long reconnectSeconds,
        String lastLogLine,
        RunProgress progress,
        long memoryBytes,
        double cpuPercent,
        List<ProcessWarning> warnings,
        List<String> command) {
    public ProcessActivity {
        warnings = List.copyOf(warnings);
        command = List.copyOf(command);
    }

    /** Of a process that is not running and never was. */
    public static ProcessActivity idle(Order order, ProcessState state, String why) {
        return new ProcessActivity(order, state, Duration.ZERO, -1, why, RunProgress.NONE, 0, 0, List.of(), List.of());
    }

    /** The same with another order. */
    public ProcessActivity withOrder(Order other) {
        return new ProcessActivity(
                other,
                state,
                inState,
                reconnectSeconds,
                lastLogLine,
                progress,
                memoryBytes,
                cpuPercent,
                warnings,
                command);
    }
}
