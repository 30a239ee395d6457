package org.dragonfork.server.metrics;

import static org.dragonfork.server.metrics.MetricFamily.ACTIVE_PEERS;
import static org.dragonfork.server.metrics.MetricFamily.ACTIVE_STREAMS;
import static org.dragonfork.server.metrics.MetricFamily.BUILD_INFO;
import static org.dragonfork.server.metrics.MetricFamily.DATAGRAM_SINK_INFO;
import static org.dragonfork.server.metrics.MetricFamily.DRAINING;
import static org.dragonfork.server.metrics.MetricFamily.MEDIA_LOOP_LONGEST_TURN;
import static org.dragonfork.server.metrics.MetricFamily.PEERS;
import static org.dragonfork.server.metrics.MetricFamily.PEERS_HIGH_LOSS;
import static org.dragonfork.server.metrics.MetricFamily.PEERS_LIMIT;
import static org.dragonfork.server.metrics.MetricFamily.PEERS_STALLED;
import static org.dragonfork.server.metrics.MetricFamily.SRTP_PROVIDER_INFO;
import static org.dragonfork.server.metrics.MetricFamily.STREAM_LAST_KEYFRAME;
import static org.dragonfork.server.metrics.MetricFamily.STREAM_LAST_PACKET;
import static org.dragonfork.server.metrics.MetricFamily.UDP_PORTS_AVAILABLE;
import static org.dragonfork.server.metrics.MetricFamily.UDP_PORTS_IN_USE;

import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;

/**
 * The gauges, read from one snapshot of the ledger that decides refusals, at the moment of the scrape. Streams past the
 * limit of labels are added up under one.
 */
final class GaugeCollector implements MultiCollector {
    /** Above this share the picture of a viewer is a ruin. */
    private static final double HIGH_LOSS = 0.1;

    private final Labels constant;
    private final StreamLabels labels;
    private final BuildLabels build;
    private final Supplier<EgressSnapshot> source;
    private final Supplier<SendingReading> sender;

    GaugeCollector(
            Labels constant,
            StreamLabels labels,
            BuildLabels build,
            Supplier<EgressSnapshot> source,
            Supplier<SendingReading> sender) {
        this.constant = constant;
        this.labels = labels;
        this.build = build;
        this.source = source;
        this.sender = sender;
    }

    @Override
    public MetricSnapshots collect() {
        EgressSnapshot now = source.get();
        var readings = new GaugeReadings(constant);
        readings.add(ACTIVE_STREAMS, now.streams().size());
        readings.add(UDP_PORTS_IN_USE, now.portsInUse());
        readings.add(UDP_PORTS_AVAILABLE, now.portsAvailable());
        readings.add(PEERS_LIMIT, now.maxPeers(), Words.of(CapScope.GLOBAL));
        readings.add(PEERS_LIMIT, now.maxPeersPerStream(), Words.of(CapScope.STREAM));
        readings.add(PEERS_HIGH_LOSS, 0);
        readings.add(PEERS_STALLED, 0);
        readings.add(DRAINING, now.draining() ? 1 : 0);
        readings.add(BUILD_INFO, 1, build.version(), build.revision(), build.java());
        SendingReading sending = sender.get();
        if (!sending.sink().isEmpty()) {
            readings.add(DATAGRAM_SINK_INFO, 1, sending.sink());
            readings.add(SRTP_PROVIDER_INFO, 1, sending.srtpProvider());
        }
        for (SendingReading.Loop loop : sending.loops()) {
            readings.add(MEDIA_LOOP_LONGEST_TURN, loop.longestTurnSeconds(), loop.name());
        }
        for (PeerState state : PeerState.values()) {
            readings.add(PEERS, 0, Words.of(state));
        }
        for (StreamSnapshot stream : now.streams()) {
            String label = labels.of(stream.id());
            // One that is registered at this moment: its event comes next.
            if (!label.equals(StreamLabels.UNKNOWN)) {
                read(stream, label, readings);
            }
        }
        return readings.snapshots();
    }

    private static void read(StreamSnapshot stream, String label, GaugeReadings readings) {
        readings.add(ACTIVE_PEERS, stream.viewers(), label);
        for (LegSnapshot leg : stream.legs()) {
            leg.lastPacketEpochSeconds()
                    .ifPresent(time -> readings.latest(
                            STREAM_LAST_PACKET, time, label, leg.kind().label()));
            leg.lastKeyFrameEpochSeconds().ifPresent(time -> readings.latest(STREAM_LAST_KEYFRAME, time, label));
        }
        for (PeerSnapshot peer : stream.peers()) {
            PeerState.of(peer).ifPresent(state -> readings.add(PEERS, 1, Words.of(state)));
            readings.add(PEERS_HIGH_LOSS, peer.lossFraction() > HIGH_LOSS ? 1 : 0);
            readings.add(PEERS_STALLED, peer.stalled() ? 1 : 0);
        }
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return Arrays.stream(MetricFamily.values())
                .filter(family -> family.kind() == MetricKind.GAUGE)
                .map(family -> MetricFamilyDescriptor.of(
                        MetricType.GAUGE, new MetricMetadata(family.text(), family.help()), family.labels()))
                .toList();
    }
}
