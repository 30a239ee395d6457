package org.dragonfork.server.ffmpeg;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessState;

/**
 * A process at one moment.
 *
 * @param since when it came into this state
 * @param why what brought it there, one line
 * @param pid of the run, if there is one
 * @param restarts runs begun after the first
 * @param reconnectSeconds until the next run begins, -1 when none is waiting to
 * @param entries how often it came into each state; all states are there
 * @param progress of the present run
 * @param command arguments of the last run, without passwords; empty before the first
 * @param logTail the last lines it said, oldest first
 */
public record ProcessStatus(
        StreamId id,
        String reference,
        Order order,
        ProcessState state,
        Instant since,
        String why,
        OptionalLong pid,
        int restarts,
        long reconnectSeconds,
        Map<ProcessState, Long> entries,
        Progress progress,
        List<String> command,
        List<String> logTail) {
    public ProcessStatus {
        entries = Map.copyOf(entries);
        command = List.copyOf(command);
        logTail = List.copyOf(logTail);
    }

    /** The last line it said, empty when it said nothing. */
    public String lastLogLine() {
        return logTail.isEmpty() ? "" : logTail.getLast();
    }
}
