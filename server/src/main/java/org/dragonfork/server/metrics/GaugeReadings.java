package org.dragonfork.server.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values of gauges while one scrape reads them. A series may be given twice: the values are added up. */
final class GaugeReadings {
    private final Labels constant;
    private final Map<MetricFamily, Map<List<String>, Double>> values = new EnumMap<>(MetricFamily.class);

    GaugeReadings(Labels constant) {
        this.constant = constant;
    }

    void add(MetricFamily family, double value, String... labels) {
        series(family).merge(List.of(labels), value, Double::sum);
    }

    /** For moments, which are not added: the later one counts. */
    void latest(MetricFamily family, double value, String... labels) {
        series(family).merge(List.of(labels), value, Math::max);
    }

    MetricSnapshots snapshots() {
        var all = MetricSnapshots.builder();
        values.forEach((family, series) -> {
            var points = new ArrayList<GaugeDataPointSnapshot>();
            series.forEach((labels, value) -> points.add(
                    new GaugeDataPointSnapshot(value, constant.merge(Labels.of(family.labels(), labels)), null)));
            all.metricSnapshot(new GaugeSnapshot(new MetricMetadata(family.text(), family.help()), points));
        });
        return all.build();
    }

    private Map<List<String>, Double> series(MetricFamily family) {
        return values.computeIfAbsent(
                family, _ -> new TreeMap<>((one, other) -> String.join(" ", one).compareTo(String.join(" ", other))));
    }
}
