package org.dragonfork.server.app;

import java.util.stream.Collectors;
import org.dragonfork.egress.supervise.ProcessWarning;
import org.dragonfork.server.ffmpeg.FfmpegSupervisor;
import org.dragonfork.server.ffmpeg.ProcessStatus;
import org.dragonfork.server.metrics.FfmpegMetrics;
import org.dragonfork.server.metrics.FfmpegReading;

/** The supervisor's processes in the words of the metrics, so that the two rooms need not know one another. */
final class FfmpegReadings {
    private FfmpegReadings() {}

    static FfmpegMetrics.Sources of(FfmpegSupervisor supervisor) {
        return new FfmpegMetrics.Sources(
                () -> supervisor.all().stream().map(FfmpegReadings::reading).toList(), supervisor::stateEntries);
    }

    private static FfmpegReading reading(ProcessStatus status) {
        return new FfmpegReading(
                status.id(),
                status.state(),
                status.order(),
                status.since(),
                status.progress(),
                status.cpuPercent(),
                status.memoryBytes(),
                status.entries(),
                status.warnings().stream().map(ProcessWarning::kind).collect(Collectors.toUnmodifiableSet()),
                status.limits());
    }
}
