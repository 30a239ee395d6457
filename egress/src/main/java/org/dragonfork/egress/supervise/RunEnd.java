package org.dragonfork.egress.supervise;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run was over.
 *
 * @param state finished, failed or killed
 * @param why one line for a person; of a run that failed the last thing FFmpeg said, too
 * @param nextRun how long until the next one begins; empty when none is waiting to
 */
public record RunEnd(ProcessState state, String why, Optional<Duration> nextRun) {}
