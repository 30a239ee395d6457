package org.dragonfork.server.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.dragonfork.egress.event.EgressSnapshot;

/**
 * The numbers under the names of the original's API, read from the same sources as a scrape, so that both always agree. Safe
 * for use from any thread.
 */
public final class BusMetrics {
    private static final String CORE = "core";
    private static final Map<String, String> WEBRTC = Map.of("collector", "webrtc");

    private final MetricsRegistry registry;
    private final Supplier<EgressSnapshot> egress;

    /** @param egress asked once for each reading */
    public BusMetrics(MetricsRegistry registry, Supplier<EgressSnapshot> egress) {
        this.registry = registry;
        this.egress = egress;
    }

    /** A name, what it is, and its labels. */
    public record Description(String name, String description, List<String> labels) {}

    /** A number. */
    public record Value(String name, Map<String, String> labels, double value) {}

    /** All names. */
    public List<Description> descriptions() {
        List<Description> all = new ArrayList<>();
        for (BusMetric metric : BusMetric.values()) {
            all.add(new Description(metric.text(), metric.description(), metric.labels()));
        }
        return all;
    }

    /** All numbers now. */
    public List<Value> values() {
        Map<String, BusMetric> byFamily = new HashMap<>();
        for (BusMetric metric : BusMetric.values()) {
            if (!metric.family().isEmpty()) {
                byFamily.put(metric.family(), metric);
            }
        }
        List<Value> values = new ArrayList<>();
        for (MetricSnapshot family : registry.scrape(byFamily::containsKey)) {
            BusMetric metric = byFamily.get(family.getMetadata().getPrometheusName());
            if (metric == null) {
                continue;
            }
            for (DataPointSnapshot point : family.getDataPoints()) {
                number(point).ifPresent(number -> values.add(new Value(metric.text(), labels(point), number)));
            }
        }
        EgressSnapshot now = egress.get();
        values.add(new Value(
                BusMetric.CPU_NCPU.text(), Map.of(), Runtime.getRuntime().availableProcessors()));
        values.add(new Value(BusMetric.SESSION_ACTIVE.text(), WEBRTC, now.peers()));
        values.add(new Value(BusMetric.SESSION_LIMIT.text(), WEBRTC, now.maxPeers()));
        return values;
    }

    private static Map<String, String> labels(DataPointSnapshot point) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Label label : point.getLabels()) {
            if (!label.getName().equals(CORE)) {
                labels.put(BusMetric.label(label.getName()), label.getValue());
            }
        }
        return labels;
    }

    private static OptionalDouble number(DataPointSnapshot point) {
        return switch (point) {
            case GaugeDataPointSnapshot gauge -> OptionalDouble.of(gauge.getValue());
            case CounterDataPointSnapshot counter -> OptionalDouble.of(counter.getValue());
            case UnknownDataPointSnapshot unknown -> OptionalDouble.of(unknown.getValue());
            default -> OptionalDouble.empty();
        };
    }
}
