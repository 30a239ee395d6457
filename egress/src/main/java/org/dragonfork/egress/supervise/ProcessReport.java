package org.dragonfork.egress.supervise;

import java.util.ArrayList;
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

    /** All of it as the history of a process that takes the place of this one. */
    public List<RunReport> asHistory() {
        if (current.log().isEmpty()) {
            return history;
        }
        List<RunReport> all = new ArrayList<>(history);
        all.add(current);
        return List.copyOf(all);
    }
}
