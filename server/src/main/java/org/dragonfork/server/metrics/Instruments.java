package org.dragonfork.server.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.webrtc.codec.MediaKind;

/** The counters and histograms that events move. Safe for use from any thread. */
final class Instruments implements StreamLabels.Series {
    private static final String STREAM_ID = "stream_id";

    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<MetricFamily, Counter> counters = new EnumMap<>(MetricFamily.class);
    private final Map<MetricFamily, Histogram> histograms = new EnumMap<>(MetricFamily.class);

    /** @param all also the families that are only there on demand */
    Instruments(MetricsRegistry registry, boolean all) {
        for (MetricFamily family : MetricFamily.values()) {
            if (!all && !family.isStandard()) {
                continue;
            }
            switch (family.kind()) {
                case COUNTER -> counters.put(family, registry.counter(family));
                case HISTOGRAM -> histograms.put(family, registry.histogram(family));
                case GAUGE -> {
                    // Read from a snapshot, see GaugeCollector.
                }
            }
        }
        Words.PHASES.forEach(histogram(MetricFamily.SETUP_PHASE_DURATION)::initLabelValues);
        for (String reason : Words.SEND_REASONS) {
            counter(MetricFamily.SEND_DROPPED).initLabelValues(reason);
        }
        for (List<String> labels : StartingSeries.ofNoStream()) {
            counter(MetricFamily.WHEP_REQUESTS).initLabelValues(labels.toArray(String[]::new));
        }
        for (String kind : Words.all(MediaKind.values())) {
            histogram(MetricFamily.REMOTE_LOSS_RATIO).initLabelValues(kind);
            histogram(MetricFamily.REMOTE_JITTER).initLabelValues(kind);
        }
    }

    /** One more. */
    void count(MetricFamily family, String... labels) {
        add(family, 1, labels);
    }

    /** So many more. */
    void add(MetricFamily family, long more, String... labels) {
        counter(family).labelValues(labels).inc(more);
    }

    void observe(MetricFamily family, Duration took, String... labels) {
        observe(family, took.toNanos() / NANOS_PER_SECOND, labels);
    }

    void observe(MetricFamily family, double value, String... labels) {
        histogram(family).labelValues(labels).observe(value);
    }

    /** The one series of a histogram without labels, for those who observe often. */
    DistributionDataPoint only(MetricFamily family) {
        return histogram(family).labelValues();
    }

    @Override
    public void create(String stream) {
        counters.forEach((family, counter) -> {
            for (List<String> labels : StartingSeries.of(family, stream)) {
                counter.initLabelValues(labels.toArray(String[]::new));
            }
        });
        histograms.forEach((family, histogram) -> {
            for (List<String> labels : StartingSeries.of(family, stream)) {
                histogram.initLabelValues(labels.toArray(String[]::new));
            }
        });
    }

    @Override
    public void drop(String stream) {
        counters.forEach((family, counter) -> {
            int index = family.labels().indexOf(STREAM_ID);
            if (index >= 0) {
                counter.removeIf(labels -> labels.get(index).equals(stream));
            }
        });
        histograms.forEach((family, histogram) -> {
            int index = family.labels().indexOf(STREAM_ID);
            if (index >= 0) {
                histogram.removeIf(labels -> labels.get(index).equals(stream));
            }
        });
    }

    private Counter counter(MetricFamily family) {
        Counter counter = counters.get(family);
        if (counter == null) {
            throw new IllegalArgumentException(family.text() + " is no counter");
        }
        return counter;
    }

    private Histogram histogram(MetricFamily family) {
        Histogram histogram = histograms.get(family);
        if (histogram == null) {
            throw new IllegalArgumentException(family.text() + " is no histogram");
        }
        return histogram;
    }
}
