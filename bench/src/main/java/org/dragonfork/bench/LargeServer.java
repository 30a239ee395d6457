package org.dragonfork.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunLimits;
import org.dragonfork.egress.supervise.RunProgress;
import org.dragonfork.server.metrics.BuildLabels;
import org.dragonfork.server.metrics.FfmpegMetrics;
import org.dragonfork.server.metrics.FfmpegReading;
import org.dragonfork.server.metrics.MetricsRegistry;
import org.dragonfork.server.metrics.ServerMetrics;
import org.dragonfork.server.metrics.UpstreamFamilies;
import org.dragonfork.testkit.LargeSnapshot;
import org.dragonfork.webrtc.codec.MediaKind;

/** The numbers of a server that is larger than this machine could run: its events, its snapshot and its processes. */
final class LargeServer {
    private final ServerMetrics metrics;

    LargeServer(int streams, int viewers) {
        var registry = new MetricsRegistry("bench");
        this.metrics = new ServerMetrics(registry, System::nanoTime, new BuildLabels("bench", "bench", "bench"));
        var processes = new ArrayList<FfmpegReading>();
        for (int i = 0; i < streams; i++) {
            var id = LargeSnapshot.id(i);
            metrics.observer().on(new EgressEvent.StreamRegistered(id, Set.of(MediaKind.VIDEO, MediaKind.AUDIO)));
            metrics.observer()
                    .on(new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 201, Optional.of(id), Duration.ofMillis(3)));
            processes.add(process(id));
        }
        var now = LargeSnapshot.of(streams, viewers);
        metrics.source(() -> now);
        UpstreamFamilies.register(
                registry,
                "bench",
                new FfmpegMetrics.Sources(() -> processes, () -> Map.of(ProcessState.RUNNING, (long) streams)),
                Path.of(""),
                System::nanoTime,
                InstantSource.system(),
                true);
    }

    ServerMetrics metrics() {
        return metrics;
    }

    private static FfmpegReading process(StreamId id) {
        var progress = new RunProgress(
                List.of(), List.of(), 1000, 0, 25, 23, 1_000_000, Duration.ofSeconds(40), 2_000_000, 1, 0, 0);
        return new FfmpegReading(
                id,
                ProcessState.RUNNING,
                Order.START,
                Instant.now(),
                progress,
                12.5,
                100_000_000,
                Map.of(ProcessState.RUNNING, 1L),
                RunLimits.NONE);
    }
}
