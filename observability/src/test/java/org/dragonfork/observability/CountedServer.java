package org.dragonfork.observability;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.egress.media.SinkCounts;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunLimits;
import org.dragonfork.egress.supervise.RunProgress;
import org.dragonfork.server.metrics.BuildLabels;
import org.dragonfork.server.metrics.FfmpegMetrics;
import org.dragonfork.server.metrics.FfmpegReading;
import org.dragonfork.server.metrics.MetricsRegistry;
import org.dragonfork.server.metrics.SendingReading;
import org.dragonfork.server.metrics.ServerMetrics;
import org.dragonfork.server.metrics.UpstreamFamilies;
import org.dragonfork.testkit.EgressWorld;

/**
 * One scrape of the product's own code: two streams, {@code door} with three viewers and {@code garden} with one, in virtual
 * time. It says which families and which series there are; what depends on the machine is cut down to one of each kind.
 */
final class CountedServer {
    static final String CORE = "dragonfork-truenas";

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(\\{.*})? (\\S+)$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of these only the first series is kept, under a label that is the same everywhere. */
    private static final Map<String, String> OF_THE_MACHINE = Map.of(
            "net_", "interface=\"eth0\"", "jvm_gc_", "gc=\"G1 Young Generation\"", "disk_", "path=\"/core/data\"");

    private final String text;

    private CountedServer(String text) {
        this.text = text;
    }

    static CountedServer scrape() {
        var door = new StreamId("door");
        var garden = new StreamId("garden");
        var world = new EgressWorld(7);
        world.live(door);
        world.live(garden);
        for (StreamId stream : List.of(door, door, door, garden)) {
            world.join(stream);
        }
        world.run(Duration.ofSeconds(8));
        var registry = new MetricsRegistry(CORE);
        var metrics =
                ServerMetrics.withPacketForward(registry, world::nowNanos, new BuildLabels("0.1.0", "abc123", "25"));
        metrics.source(world.egress()::snapshot);
        var sending = new SendingReading(
                "mmsg", "jdk", SinkCounts.NONE, List.of(new SendingReading.Loop("media-0", 0.002, 1)));
        metrics.sender(() -> sending);
        UpstreamFamilies.register(
                registry,
                CORE,
                new FfmpegMetrics.Sources(() -> List.of(reading(door), reading(garden)), Map::of),
                Path.of(""),
                world::nowNanos,
                InstantSource.system(),
                true);
        world.events().all().forEach(metrics.observer()::on);
        metrics.observer()
                .on(new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 404, Optional.empty(), Duration.ofMillis(1)));
        return new CountedServer(awaitDisk(metrics));
    }

    /** Every family with its type. */
    Map<String, String> families() {
        Map<String, String> families = new LinkedHashMap<>();
        Matcher type = TYPE.matcher(text);
        while (type.find()) {
            families.put(type.group(1), type.group(2));
        }
        return families;
    }

    /** Names of all series of a family. */
    static Set<String> seriesOf(String family, String type) {
        return type.equals("histogram")
                ? Set.of(family + "_bucket", family + "_sum", family + "_count")
                : type.equals("summary") ? Set.of(family, family + "_sum", family + "_count") : Set.of(family);
    }

    /** Every series, with its labels as they stand, and its value. */
    Map<String, Double> samples() {
        Map<String, Double> samples = new LinkedHashMap<>();
        Set<String> seen = new TreeSet<>();
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            String name = sample.group(1);
            String labels = sample.group(2);
            for (Map.Entry<String, String> machine : OF_THE_MACHINE.entrySet()) {
                if (name.startsWith(machine.getKey())) {
                    labels = seen.add(name) ? "{core=\"" + CORE + "\"," + machine.getValue() + "}" : "";
                }
            }
            if (!labels.isEmpty()) {
                samples.put(name + labels, Double.parseDouble(sample.group(3).replace("Inf", "Infinity")));
            }
        }
        return samples;
    }

    /** Disks are looked at in the background; the first scrape does not have them yet. */
    private static String awaitDisk(ServerMetrics metrics) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String text = metrics.text();
        while (!text.contains("disk_total_bytes{")) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("no disk was read");
            }
            LockSupport.parkNanos(2_000_000);
            text = metrics.text();
        }
        return text;
    }

    private static FfmpegReading reading(StreamId id) {
        return new FfmpegReading(
                id,
                ProcessState.RUNNING,
                Order.START,
                Instant.EPOCH,
                RunProgress.NONE,
                12,
                50_000_000,
                Map.of(ProcessState.RUNNING, 1L),
                RunLimits.NONE);
    }
}
