package org.dragonfork.egress.supervise;

import java.util.List;
import java.util.Map;

/**
 * What is left of a process for the one that takes its place after an update or a reload: its counters go on, as they are of
 * the process and not of what it was told to run.
 *
 * @param reports what its runs said, oldest first
 * @param runs begun so far
 * @param entries how often it came into each state; a missing state counts as never
 */
public record ProcessPast(List<RunReport> reports, int runs, Map<ProcessState, Long> entries) {
    /** Of a process that nobody was before. */
    public static final ProcessPast NONE = new ProcessPast(List.of(), 0, Map.of());

    /** @throws IllegalArgumentException when the number of runs is negative */
    public ProcessPast {
        reports = List.copyOf(reports);
        entries = Map.copyOf(entries);
        if (runs < 0) {
            throw new IllegalArgumentException("a process cannot have run a negative number of times");
        }
    }
}
