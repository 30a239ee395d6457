package org.dragonfork.server.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One family under a name that the original gave it, while its values are read for one scrape. A family without values is
 * left out of the scrape.
 */
final class UpstreamFamily {
    private final String name;
    private final String help;
    private final Labels core;
    private final Map<Labels, Double> values = new LinkedHashMap<>();

    /** @param core value of the label {@code core} of every series */
    UpstreamFamily(String name, String help, String core) {
        this.name = name;
        this.help = help;
        this.core = Labels.of("core", core);
    }

    /** As with a double, which is exact up to 2^53. */
    UpstreamFamily add(long value, String... labelNamesAndValues) {
        return add((double) value, labelNamesAndValues);
    }

    /** A later value of the same labels counts. */
    UpstreamFamily add(double value, String... labelNamesAndValues) {
        values.put(core.merge(Labels.of(labelNamesAndValues)), value);
        return this;
    }

    /** Adds the family, if it has values, as a gauge. */
    void gaugeTo(MetricSnapshots.Builder snapshots) {
        if (values.isEmpty()) {
            return;
        }
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        snapshots.metricSnapshot(gauge.build());
    }

    /**
     * The family as a counter whose name the client library cannot keep: it is of unknown type there, and
     * {@link UpstreamTextFormat} writes {@code counter}.
     */
    MetricSnapshot exactCounter() {
        UnknownSnapshot.Builder counter = UnknownSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> counter.dataPoint(
                UnknownDataPointSnapshot.builder().labels(labels).value(value).build()));
        return counter.build();
    }
}
