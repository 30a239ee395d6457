package org.dragonfork.server.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessState;

/**
 * What the metrics need to know of a supervised process at one moment.
 *
 * @param since when it came into this state
 * @param pid of the run, if there is one
 * @param entries how often it came into each state; a missing state counts as never
 * @param limits of the process
 */
public record FfmpegReading(
        StreamId id,
        ProcessState state,
        Order order,
        Instant since,
        OptionalLong pid,
        Output output,
        Map<ProcessState, Long> entries,
        Limits limits) {
    public FfmpegReading {
        entries = Map.copyOf(entries);
    }

    /**
     * What the present run has put out; all 0 without a run.
     *
     * @param fps frames a second
     * @param speed media time per real time
     * @param quantizer of the last picture that was encoded
     * @param packets of all outputs; empty when nobody counts them
     * @param bitrate bit/s
     */
    public record Output(
            long frames,
            double fps,
            double speed,
            double quantizer,
            long bytes,
            Duration time,
            long dropped,
            long duplicated,
            OptionalLong packets,
            double bitrate) {}

    /**
     * Limits above which a run is ended; 0 for none.
     *
     * @param cpuPercent of all processors together
     */
    public record Limits(double cpuPercent, long memoryBytes) {
        /** No limits. */
        public static final Limits NONE = new Limits(0, 0);
    }
}
