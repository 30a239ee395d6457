package org.dragonfork.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.StreamTraffic;
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
import org.dragonfork.webrtc.codec.MediaKind;

/** The numbers of a server that is larger than this machine could run: its events, its snapshot and its processes. */
final class LargeServer {
    private final ServerMetrics metrics;

    LargeServer(int streams, int viewers) {
        var registry = new MetricsRegistry("bench");
        this.metrics = new ServerMetrics(registry, System::nanoTime, new BuildLabels("bench", "bench", "bench"));
        var snapshots = new ArrayList<StreamSnapshot>();
        var processes = new ArrayList<FfmpegReading>();
        for (int i = 0; i < streams; i++) {
            var id = new StreamId("restreamer-ui:ingest:" + i);
            metrics.observer().on(new EgressEvent.StreamRegistered(id, Set.of(MediaKind.VIDEO, MediaKind.AUDIO)));
            metrics.observer()
                    .on(new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 201, Optional.of(id), Duration.ofMillis(3)));
            snapshots.add(stream(id, i, viewers));
            processes.add(process(id));
        }
        var now =
                new EgressSnapshot(snapshots, streams * viewers, 2 * streams * viewers, viewers, 2 * streams, 0, false);
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

    private static StreamSnapshot stream(StreamId id, int number, int viewers) {
        var peers = new ArrayList<PeerSnapshot>();
        for (int i = 0; i < viewers; i++) {
            var session = new SessionId("%032x".formatted(number * viewers + i));
            peers.add(new PeerSnapshot(
                    session,
                    "connected",
                    1,
                    "ipv4",
                    "AEAD_AES_128_GCM",
                    1000,
                    1_000_000,
                    0,
                    0,
                    0.02,
                    false,
                    Set.of(MediaKind.VIDEO, MediaKind.AUDIO)));
        }
        var legs = List.of(leg(MediaKind.VIDEO), leg(MediaKind.AUDIO));
        return new StreamSnapshot(id, true, "", 1_777_777_777L, legs, viewers, viewers, peers, StreamTraffic.NONE);
    }

    private static LegSnapshot leg(MediaKind kind) {
        return new LegSnapshot(
                kind,
                40_000,
                "H264",
                "",
                1000,
                1_000_000,
                800,
                0.1,
                3,
                OptionalDouble.of(1.7e9),
                OptionalDouble.of(1.7e9),
                50,
                2e6);
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
