package org.dragonfork.egress.process;

import java.util.Map;
import org.dragonfork.egress.supervise.ProcessReport;

/**
 * A process at one moment.
 *
 * @param createdAt Unix time in seconds
 * @param updatedAt Unix time in seconds
 * @param metadata what clients keep with it, each value as JSON text; empty when there is none
 * @param activity what it does
 * @param report what its runs said
 */
public record ProcessSnapshot(
        ProcessConfig config,
        long createdAt,
        long updatedAt,
        Map<String, String> metadata,
        ProcessActivity activity,
        ProcessReport report) {
    public ProcessSnapshot {
        metadata = ProcessConfig.ordered(metadata);
    }
}
