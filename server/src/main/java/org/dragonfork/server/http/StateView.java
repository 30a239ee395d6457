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
                activity.command());
    }
}
