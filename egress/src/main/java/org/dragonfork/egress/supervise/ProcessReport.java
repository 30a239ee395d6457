package org.dragonfork.egress.supervise;

import java.util.List;

/**
 * What the runs of a process said.
 *
 * @param current of the present run, or of the last one while there is none; without lines before the first
 * @param history of the runs before it, oldest first
 */
public record ProcessReport(RunReport current, List<RunReport> history) {
    public ProcessReport {
        history = List.copyOf(history);
    }
}
