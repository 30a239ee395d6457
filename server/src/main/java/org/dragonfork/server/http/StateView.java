package org.dragonfork.server.http;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.dragonfork.egress.process.ProcessActivity;

/** What a process does, as clients of the original read it. */
record StateView(
        String order,
        String exec,
        long runtimeSeconds,
        long reconnectSeconds,
        String lastLogline,
        ProgressView progress,
        long memoryBytes,
        BigDecimal cpuUsage,
        List<WarningView> warnings,
        List<String> command) {
    static StateView of(ProcessActivity activity) {
        return new StateView(
                activity.order().name().toLowerCase(Locale.ROOT),
                activity.state().name().toLowerCase(Locale.ROOT),
                activity.inState().toSeconds(),
                activity.reconnectSeconds(),
                activity.lastLogLine(),
                ProgressView.of(activity.progress()),
                activity.memoryBytes(),
                ProgressView.number(activity.cpuPercent()),
                activity.warnings().stream()
                        .map(warning -> new WarningView(warning.kind().label(), warning.text()))
                        .toList(),
                activity.command());
    }

    /** Something is wrong although the process runs; the original has no such thing. */
    record WarningView(String kind, String text) {}
}
