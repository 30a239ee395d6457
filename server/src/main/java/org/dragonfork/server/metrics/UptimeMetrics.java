package org.dragonfork.server.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.function.LongSupplier;

/** {@code uptime_seconds}, from the making of this object on. */
public final class UptimeMetrics implements Collector {
    static final String NAME = "uptime_seconds";

    private final String core;
    private final LongSupplier nanoClock;
    private final long startNanos;

    /**
     * @param core value of the label {@code core}
     * @param nanoClock must not go back
     */
    public UptimeMetrics(String core, LongSupplier nanoClock) {
        this.core = core;
        this.nanoClock = nanoClock;
        startNanos = nanoClock.getAsLong();
    }

    /** Makes it part of every scrape. */
    public void register(PrometheusRegistry registry) {
        registry.register(this);
    }

    @Override
    public MetricSnapshot collect() {
        return new UpstreamFamily(NAME, "Seconds since the server started", core)
                .add((nanoClock.getAsLong() - startNanos) / 1e9)
                .exactCounter();
    }
}
