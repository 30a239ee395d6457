package org.dragonfork.egress.supervise;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run was over.
 *
 * @param state finished, failed or killed
 * @param why one line for a person; of a run that failed the last thing FFmpeg said, too
 * @param refused whether whoever has the input said no, so that only a change of the process or of its source helps
 * @param nextRun how long until the next one begins; empty when none is waiting to
 */
public record RunEnd(ProcessState state, String why, boolean refused, Optional<Duration> nextRun) {
    /** Of a run whose input nobody refused. */
    public RunEnd(ProcessState state, String why, Optional<Duration> nextRun) {
        this(state, why, false, nextRun);
    }
}
