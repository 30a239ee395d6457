package org.dragonfork.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The families of one server: one registry, never a static one, and the constant label {@code core}. It remembers what was
 * registered, so that families without a single series can be named, too. Safe for use from any thread.
 */
public final class MetricsRegistry {
    private static final String CORE = "core";

    private final Remembering registry = new Remembering();
    private final String core;
    private final Queue<Runnable> late = new ConcurrentLinkedQueue<>();

    /** Remembers each family; the library prints nothing of one that has labels and no series yet. */
    private static final class Remembering extends PrometheusRegistry {
        private final List<MetricFamilyDescriptor> families = new CopyOnWriteArrayList<>();

        @Override
        public void register(Collector collector) {
            super.register(collector);
            @Nullable MetricFamilyDescriptor family = collector.getMetricFamilyDescriptor();
            if (family != null) {
                families.add(family);
            }
        }

        @Override
        public void register(MultiCollector collector) {
            super.register(collector);
            families.addAll(collector.getMetricFamilyDescriptors());
        }
    }

    /** @param core name of the server, the value of {@code core} */
    public MetricsRegistry(String core) {
        this.core = core;
    }

    /** Where collectors are registered. */
    public PrometheusRegistry registry() {
        return registry;
    }

    /** The label that every series has, given to what is registered. */
    public Labels constantLabels() {
        return Labels.of(CORE, core);
    }

    /** The families that exist, whether or not they have series. */
    List<MetricFamilyDescriptor> families() {
        return List.copyOf(registry.families);
    }

    /**
     * Has something registered when the first scrape comes: families whose making takes longer than a start should wait, and
     * that have nothing to remember from before.
     */
    void withFirstScrape(Runnable registration) {
        late.add(registration);
    }

    /** A second scrape that comes meanwhile waits, so that each shows all families. */
    private synchronized void registerLate() {
        for (Runnable next = late.poll(); next != null; next = late.poll()) {
            next.run();
        }
    }

    /** All series now. */
    MetricSnapshots scrape() {
        registerLate();
        return registry.scrape();
    }

    /** All series of some families now. */
    MetricSnapshots scrape(Predicate<String> names) {
        registerLate();
        return registry.scrape(names);
    }

    Counter counter(MetricFamily family) {
        return Counter.builder()
                .name(family.text())
                .help(family.help())
                .labelNames(family.labels().toArray(String[]::new))
                .constLabels(constantLabels())
                .withoutExemplars()
                .register(registry);
    }

    Histogram histogram(MetricFamily family) {
        return Histogram.builder()
                .name(family.text())
                .help(family.help())
                .labelNames(family.labels().toArray(String[]::new))
                .constLabels(constantLabels())
                .classicOnly()
                .classicUpperBounds(family.buckets().bounds())
                .withoutExemplars()
                .register(registry);
    }
}
