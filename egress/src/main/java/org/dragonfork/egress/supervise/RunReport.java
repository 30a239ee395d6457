package org.dragonfork.egress.supervise;

import java.time.Instant;
import java.util.List;

/**
 * What one run said.
 *
 * @param createdAt when the run began
 * @param prelude what it said before it put out anything: the first 100 lines and the last 50
 * @param log the last lines, oldest first
 */
public record RunReport(Instant createdAt, List<String> prelude, List<LogLine> log) {
    public RunReport {
        prelude = List.copyOf(prelude);
        log = List.copyOf(log);
    }
}
