package org.dragonfork.server.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.EgressSnapshot;

/**
 * All numbers of one server: hears its events, asks it for a snapshot, and writes both down when somebody scrapes. Nothing
 * is shared between two servers in one JVM. Safe for use from any thread; a scrape waits for no media thread.
 */
public final class ServerMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final EgressSnapshot NOTHING_YET = new EgressSnapshot(List.of(), 0, 0, 0, 0, 0, false);

    private final MetricsRegistry registry;
    private final StreamLabels labels;
    private final EgressObserver observer;
    private final TrafficCounters traffic;
    private final SendingCounters sending;
    private final LongConsumer forward;
    private volatile Supplier<EgressSnapshot> source = () -> NOTHING_YET;
    private volatile Supplier<SendingReading> sender = () -> SendingReading.NONE;

    /**
     * @param registry holds nothing of WebRTC yet
     * @param nanoClock never goes back; tells when the numbers of a removed stream are old enough to go
     */
    public ServerMetrics(MetricsRegistry registry, LongSupplier nanoClock, BuildLabels build) {
        this(registry, nanoClock, build, StreamLabels.LIMIT, false);
    }

    /** The same, and with the times that packets take. */
    public static ServerMetrics withPacketForward(MetricsRegistry registry, LongSupplier nanoClock, BuildLabels build) {
        return new ServerMetrics(registry, nanoClock, build, StreamLabels.LIMIT, true);
    }

    ServerMetrics(
            MetricsRegistry registry,
            LongSupplier nanoClock,
            BuildLabels build,
            int streamLimit,
            boolean packetForward) {
        this.registry = registry;
        var instruments = new Instruments(registry, packetForward);
        this.forward = packetForward ? seconds(instruments.only(MetricFamily.PACKET_FORWARD_DURATION)) : _ -> {};
        this.labels = new StreamLabels(streamLimit, nanoClock, instruments);
        this.observer = new PrometheusObserver(instruments, labels);
        this.traffic = new TrafficCounters(instruments, labels);
        this.sending = new SendingCounters(instruments);
        registry.registry()
                .register(new GaugeCollector(
                        registry.constantLabels(), labels, build, () -> source.get(), () -> sender.get()));
    }

    /** What is to hear the server's events. */
    public EgressObserver observer() {
        return observer;
    }

    /** What is to hear how long single packets took, in nanoseconds; deaf unless made {@link #withPacketForward}. */
    public LongConsumer forward() {
        return forward;
    }

    /** Gives the source of the gauges, once it exists. */
    public void source(Supplier<EgressSnapshot> snapshot) {
        source = snapshot;
    }

    /** Gives the source of what the media threads tell of their sending, once it exists. */
    public void sender(Supplier<SendingReading> reading) {
        sender = reading;
    }

    /** A scrape in Prometheus text format 0.0.4. */
    public String text() {
        return Exposition.text(scrape(), registry.families());
    }

    /** A scrape in OpenMetrics 1.0. */
    public String openMetrics() {
        return Exposition.openMetrics(scrape(), registry.families());
    }

    private static LongConsumer seconds(DistributionDataPoint histogram) {
        return nanos -> histogram.observe(nanos / NANOS_PER_SECOND);
    }

    private MetricSnapshots scrape() {
        labels.expire();
        traffic.advance(source.get());
        sending.advance(sender.get());
        return registry.scrape();
    }
}
