package org.dragonfork.server.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.dragonfork.egress.supervise.ProcessState;

/**
 * The families of the supervised processes under the names of the original: {@code ffmpeg_process},
 * {@code ffmpeg_process_states}, {@code ffmpeg_states} and {@code ffmpeg_states_total}.
 */
public final class FfmpegMetrics implements MultiCollector {
    /** Processes that get series of their own, the same cap as for stream ids; the sums count all processes. */
    static final int MOST_PROCESSES = 200;

    static final String STATES_TOTAL = "ffmpeg_states_total";

    private final String core;
    private final Sources sources;
    private final InstantSource wallClock;
    private final ProcessUsage usage;

    /**
     * Asked once in every scrape, from its thread; must not block.
     *
     * @param processes all that there are now
     * @param entries how often any process came into each state, also those that are gone; a missing state counts as never
     */
    public record Sources(Supplier<List<FfmpegReading>> processes, Supplier<Map<ProcessState, Long>> entries) {}

    /**
     * @param core value of the label {@code core}
     * @param proc where {@code /proc} is
     * @param nanoClock must not go back
     * @param wallClock in which the processes tell since when they are in their state
     */
    public FfmpegMetrics(String core, Sources sources, Path proc, LongSupplier nanoClock, InstantSource wallClock) {
        this.core = core;
        this.sources = sources;
        this.wallClock = wallClock;
        usage = new ProcessUsage(new HostFiles(proc), Runtime.getRuntime().availableProcessors(), nanoClock);
    }

    /** Makes them part of every scrape. */
    public void register(PrometheusRegistry registry) {
        registry.register(this);
    }

    @Override
    public MetricSnapshots collect() {
        List<FfmpegReading> all = sources.processes().get();
        List<FfmpegReading> shown = all.stream()
                .sorted(Comparator.comparing(reading -> reading.id().value()))
                .limit(MOST_PROCESSES)
                .toList();
        Set<Long> pids = new HashSet<>();
        shown.forEach(reading -> reading.pid().ifPresent(pids::add));
        usage.retain(pids);
        MetricSnapshots.Builder out = MetricSnapshots.builder();
        var values = new UpstreamFamily("ffmpeg_process", "Values of a process by name", core);
        var entries = new UpstreamFamily("ffmpeg_process_states", "How often a process came into a state", core);
        for (FfmpegReading reading : shown) {
            add(values, reading);
            for (ProcessState state : ProcessState.values()) {
                entries.add(
                        count(reading.entries(), state), "process", reading.id().value(), "state", word(state));
            }
        }
        values.gaugeTo(out);
        entries.gaugeTo(out);
        states(all, out);
        return out.build();
    }

    private void add(UpstreamFamily family, FfmpegReading reading) {
        String[] labels = {
            "process", reading.id().value(), "state", word(reading.state()), "order", word(reading.order()), "name", ""
        };
        FfmpegReading.Output output = reading.output();
        Optional<ProcessUsage.Reading> used =
                reading.pid().isPresent() ? usage.read(reading.pid().getAsLong()) : Optional.empty();
        Duration inState = Duration.between(reading.since(), wallClock.instant());
        add(family, labels, "frame", output.frames());
        add(family, labels, "fps", output.fps());
        add(family, labels, "speed", output.speed());
        add(family, labels, "q", output.quantizer());
        add(family, labels, "size", output.bytes());
        add(family, labels, "time", seconds(output.time()));
        add(family, labels, "drop", output.dropped());
        add(family, labels, "dup", output.duplicated());
        output.packets().ifPresent(packets -> add(family, labels, "packet", packets));
        add(family, labels, "bitrate", output.bitrate());
        add(family, labels, "cpu", used.map(ProcessUsage.Reading::cpuPercent).orElse(0.0));
        add(
                family,
                labels,
                "memory",
                used.map(ProcessUsage.Reading::memoryBytes).orElse(0L));
        // The wall clock may have been put back meanwhile.
        add(family, labels, "uptime", Math.max(0, seconds(inState)));
        add(family, labels, "cpu_limit", reading.limits().cpuPercent());
        add(family, labels, "memory_limit", reading.limits().memoryBytes());
    }

    private static void add(UpstreamFamily family, String[] labels, String name, long value) {
        add(family, labels, name, (double) value);
    }

    private static void add(UpstreamFamily family, String[] labels, String name, double value) {
        String[] named = labels.clone();
        named[named.length - 1] = name;
        family.add(value, named);
    }

    private void states(List<FfmpegReading> all, MetricSnapshots.Builder out) {
        Map<ProcessState, Long> now = new EnumMap<>(ProcessState.class);
        all.forEach(reading -> now.merge(reading.state(), 1L, Long::sum));
        Map<ProcessState, Long> entered = sources.entries().get();
        var present = new UpstreamFamily("ffmpeg_states", "Processes by their present state", core);
        var total = new UpstreamFamily(STATES_TOTAL, "How often processes came into a state", core);
        for (ProcessState state : ProcessState.values()) {
            present.add(count(now, state), "state", word(state));
            total.add(count(entered, state), "state", word(state));
        }
        present.gaugeTo(out);
        out.metricSnapshot(total.exactCounter());
    }

    private static long count(Map<ProcessState, Long> counts, ProcessState state) {
        return counts.getOrDefault(state, 0L);
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
