package org.dragonfork.server.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.IoProgress;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.ProcessWarning;
import org.dragonfork.egress.supervise.RunProgress;

/**
 * The families of the supervised processes under the names of the original: {@code ffmpeg_process},
 * {@code ffmpeg_process_io}, {@code ffmpeg_process_states}, {@code ffmpeg_states} and {@code ffmpeg_states_total}.
 */
public final class FfmpegMetrics implements MultiCollector {
    /** Processes that get series of their own, the same cap as for stream ids; the sums count all processes. */
    static final int MOST_PROCESSES = 200;

    /** Streams of one process that get series of their own, inputs and outputs apart; ordinary ones have four. */
    static final int MOST_STREAMS = 16;

    static final String STATES_TOTAL = "ffmpeg_states_total";

    private final String core;
    private final Sources sources;
    private final InstantSource wallClock;

    /**
     * Asked once in every scrape, from its thread; must not block.
     *
     * @param processes all that there are now
     * @param entries how often any process came into each state, also those that are gone; a missing state counts as never
     */
    public record Sources(Supplier<List<FfmpegReading>> processes, Supplier<Map<ProcessState, Long>> entries) {}

    /**
     * @param core value of the label {@code core}
     * @param wallClock in which the processes tell since when they are in their state
     */
    public FfmpegMetrics(String core, Sources sources, InstantSource wallClock) {
        this.core = core;
        this.sources = sources;
        this.wallClock = wallClock;
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
        MetricSnapshots.Builder out = MetricSnapshots.builder();
        var values = new UpstreamFamily("ffmpeg_process", "Values of a process by name", core);
        var entries = new UpstreamFamily("ffmpeg_process_states", "How often a process came into a state", core);
        var streams = new UpstreamFamily(
                "ffmpeg_process_io",
                "Values of a stream that a process reads or writes by name, 0 if not counted",
                core);
        var warnings = new UpstreamFamily(
                "ffmpeg_process_warnings", "Whether this is wrong with a process that runs, 1 or 0", core);
        for (FfmpegReading reading : shown) {
            add(values, reading);
            reading.progress().inputs().stream()
                    .limit(MOST_STREAMS)
                    .forEach(stream -> addStream(streams, reading.id(), "input", stream));
            reading.progress().outputs().stream()
                    .limit(MOST_STREAMS)
                    .forEach(stream -> addStream(streams, reading.id(), "output", stream));
            for (ProcessWarning.Kind kind : ProcessWarning.Kind.values()) {
                warnings.add(
                        reading.warnings().contains(kind) ? 1 : 0,
                        "process",
                        reading.id().value(),
                        "kind",
                        kind.label());
            }
            for (ProcessState state : ProcessState.values()) {
                entries.add(
                        count(reading.entries(), state), "process", reading.id().value(), "state", word(state));
            }
        }
        values.gaugeTo(out);
        streams.gaugeTo(out);
        entries.gaugeTo(out);
        warnings.gaugeTo(out);
        states(all, out);
        return out.build();
    }

    private void add(UpstreamFamily family, FfmpegReading reading) {
        String[] labels = {
            "process", reading.id().value(), "state", word(reading.state()), "order", word(reading.order()), "name", ""
        };
        RunProgress progress = reading.progress();
        Duration inState = Duration.between(reading.since(), wallClock.instant());
        add(family, labels, "frame", progress.frame());
        add(family, labels, "fps", progress.fps());
        add(family, labels, "speed", progress.speed());
        add(family, labels, "q", progress.quantizer());
        add(family, labels, "size", progress.sizeBytes());
        add(family, labels, "time", seconds(progress.time()));
        add(family, labels, "drop", progress.dropped());
        add(family, labels, "dup", progress.duplicated());
        add(family, labels, "packet", progress.packet());
        add(family, labels, "bitrate", progress.bitsPerSecond());
        add(family, labels, "cpu", reading.cpuPercent());
        add(family, labels, "memory", reading.memoryBytes());
        // The wall clock may have been put back meanwhile.
        add(family, labels, "uptime", Math.max(0, seconds(inState)));
        add(family, labels, "cpu_limit", reading.limits().cpuPercent());
        add(family, labels, "memory_limit", reading.limits().memoryBytes());
    }

    // The address is no label: it may hold a password.
    private static void addStream(UpstreamFamily family, StreamId process, String type, IoProgress stream) {
        String[] labels = {
            "process",
            process.value(),
            "type",
            type,
            "id",
            stream.id(),
            "index",
            Integer.toString(stream.index()),
            "stream",
            Integer.toString(stream.stream()),
            "media",
            stream.type(),
            "name",
            ""
        };
        add(family, labels, "frame", stream.frame());
        add(family, labels, "fps", stream.fps());
        add(family, labels, "packet", stream.packet());
        add(family, labels, "pps", stream.pps());
        add(family, labels, "size", stream.sizeBytes());
        add(family, labels, "bitrate", stream.bitsPerSecond());
        if (type.equals("output")) {
            add(family, labels, "q", stream.quantizer());
        }
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
