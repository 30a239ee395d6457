package org.dragonfork.server.metrics;

import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;

/**
 * The gauges, read from one snapshot of the ledger that decides refusals, at the moment of the scrape. Streams past the
 * limit of labels are added up under one.
 */
final class GaugeCollector implements MultiCollector {
    private final Labels constant;
    private final StreamLabels labels;
    private final Supplier<EgressSnapshot> source;

    GaugeCollector(Labels constant, StreamLabels labels, Supplier<EgressSnapshot> source) {
        this.constant = constant;
        this.labels = labels;
        this.source = source;
    }

    @Override
    public MetricSnapshots collect() {
        EgressSnapshot now = source.get();
        var points = new EnumMap<MetricFamily, List<GaugeDataPointSnapshot>>(MetricFamily.class);
        put(points, MetricFamily.ACTIVE_STREAMS, now.streams().size());
        put(points, MetricFamily.UDP_PORTS_IN_USE, now.portsInUse());
        put(points, MetricFamily.UDP_PORTS_AVAILABLE, now.portsAvailable());
        var peers = new TreeMap<String, Integer>();
        for (StreamSnapshot stream : now.streams()) {
            peers.merge(labels.of(stream.id()), stream.viewers(), Integer::sum);
        }
        peers.forEach((stream, count) -> put(points, MetricFamily.ACTIVE_PEERS, count, stream));
        var snapshots = MetricSnapshots.builder();
        points.forEach((family, all) ->
                snapshots.metricSnapshot(new GaugeSnapshot(new MetricMetadata(family.text(), family.help()), all)));
        return snapshots.build();
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return Arrays.stream(MetricFamily.values())
                .filter(family -> family.kind() == MetricKind.GAUGE)
                .map(family -> MetricFamilyDescriptor.of(
                        MetricType.GAUGE, new MetricMetadata(family.text(), family.help()), family.labels()))
                .toList();
    }

    private void put(
            Map<MetricFamily, List<GaugeDataPointSnapshot>> points,
            MetricFamily family,
            double value,
            String... values) {
        Labels own = constant.merge(Labels.of(family.labels(), List.of(values)));
        points.computeIfAbsent(family, _ -> new ArrayList<>()).add(new GaugeDataPointSnapshot(value, own, null));
    }
}
