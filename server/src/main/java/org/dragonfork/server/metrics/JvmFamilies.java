package org.dragonfork.server.metrics;

import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;

/** The {@code jvm_*} and {@code process_*} families of the client library, or none of them. */
public final class JvmFamilies {
    private final Labels core;
    private final boolean enabled;

    /**
     * @param core value of the label {@code core}
     * @param enabled whether they are wanted
     */
    public JvmFamilies(String core, boolean enabled) {
        this.core = Labels.of("core", core);
        this.enabled = enabled;
    }

    /**
     * Makes them part of every scrape. One by one, not all through the library's own list: that one keeps every registry for
     * ever, and two of its families leave listeners behind or need a flag of the JVM.
     */
    public void register(PrometheusRegistry registry) {
        if (!enabled) {
            return;
        }
        ProcessMetrics.builder().constLabels(core).register(registry);
        JvmRuntimeInfoMetric.builder().constLabels(core).register(registry);
        JvmMemoryMetrics.builder().constLabels(core).register(registry);
        JvmGarbageCollectorMetrics.builder().constLabels(core).register(registry);
        JvmThreadsMetrics.builder().constLabels(core).register(registry);
        JvmClassLoadingMetrics.builder().constLabels(core).register(registry);
        JvmCompilationMetrics.builder().constLabels(core).register(registry);
        JvmBufferPoolMetrics.builder().constLabels(core).register(registry);
    }
}
