package org.dragonfork.server.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The families of the machine under the names of the original: {@code cpu_*}, {@code mem_*}, {@code net_*}, {@code disk_*} and
 * {@code filesystem_*}. Read while a scrape asks, except for disks, of which the scrape shows what was read last. A family
 * whose source the machine does not have is absent.
 */
public final class HostMetrics implements MultiCollector {
    private static final Duration DISK_PERIOD = Duration.ofSeconds(10);
    private static final Duration FOLDER_PERIOD = Duration.ofMinutes(1);

    /** Counting this many takes about a tenth of a second on a disk whose folders are cached. */
    private static final int MOST_ENTRIES = 50_000;

    private final String core;
    private final Path disk;
    private final HostCpu cpu;
    private final HostMemory memory;
    private final HostNetwork network;
    private final HostSampled<Disk> diskSpace;
    private final List<Folder> folders = new ArrayList<>();

    private record Disk(long total, long used) {}

    private record Folder(HostFolder folder, HostSampled<HostFolder.Content> content) {}

    /**
     * @param core value of the label {@code core}
     * @param nanoClock must not go back
     */
    public HostMetrics(String core, HostPlaces places, LongSupplier nanoClock) {
        this(
                core,
                places,
                nanoClock,
                task -> Thread.ofPlatform().daemon().name("disk-usage").start(task));
    }

    HostMetrics(String core, HostPlaces places, LongSupplier nanoClock, Executor background) {
        this.core = core;
        disk = places.disk();
        var proc = new HostFiles(places.proc());
        cpu = new HostCpu(proc, nanoClock);
        memory = new HostMemory(proc, new HostFiles(places.cgroups()));
        network = new HostNetwork(proc);
        diskSpace = new HostSampled<>(() -> space(disk), DISK_PERIOD, nanoClock, background);
        for (HostFolder folder : places.filesystems()) {
            folders.add(new Folder(
                    folder, new HostSampled<>(() -> folder.count(MOST_ENTRIES), FOLDER_PERIOD, nanoClock, background)));
        }
    }

    /** Makes them part of every scrape. */
    public void register(PrometheusRegistry registry) {
        registry.register(this);
    }

    @Override
    public MetricSnapshots collect() {
        MetricSnapshots.Builder out = MetricSnapshots.builder();
        cpu.shares().ifPresent(shares -> {
            gauge(out, "cpu_system_time_percent", "Processor time in the kernel", shares.system());
            gauge(out, "cpu_user_time_percent", "Processor time in programs", shares.user());
            gauge(out, "cpu_idle_time_percent", "Processor time with nothing to do", shares.idle());
            gauge(out, "cpu_other_time_percent", "Processor time for anything else", shares.other());
        });
        memory.read().ifPresent(reading -> {
            family("mem_total_bytes", "Memory of the machine or limit of the container")
                    .add(reading.total())
                    .gaugeTo(out);
            family("mem_free_bytes", "Memory that is available")
                    .add(reading.available())
                    .gaugeTo(out);
        });
        network(out);
        diskSpace.value().ifPresent(space -> {
            String path = disk.toString();
            family("disk_total_bytes", "Size of the disk")
                    .add(space.total(), "path", path)
                    .gaugeTo(out);
            family("disk_usage_bytes", "Used space of the disk")
                    .add(space.used(), "path", path)
                    .gaugeTo(out);
        });
        filesystems(out);
        return out.build();
    }

    private void network(MetricSnapshots.Builder out) {
        UpstreamFamily received = family("net_rx_bytes", "Bytes received since the interface came up");
        UpstreamFamily sent = family("net_tx_bytes", "Bytes sent since the interface came up");
        network.read().forEach((name, traffic) -> {
            received.add(traffic.received(), "interface", name);
            sent.add(traffic.sent(), "interface", name);
        });
        received.gaugeTo(out);
        sent.gaugeTo(out);
    }

    private void filesystems(MetricSnapshots.Builder out) {
        UpstreamFamily limit = family("filesystem_limit_bytes", "Most bytes of files, negative for no limit");
        UpstreamFamily usage = family("filesystem_usage_bytes", "Bytes of files");
        UpstreamFamily files = family("filesystem_files", "Files, without folders");
        for (Folder folder : folders) {
            String name = folder.folder().name();
            folder.content().value().ifPresent(content -> {
                limit.add(folder.folder().limitBytes(), "name", name);
                usage.add(content.bytes(), "name", name);
                files.add(content.files(), "name", name);
            });
        }
        limit.gaugeTo(out);
        usage.gaugeTo(out);
        files.gaugeTo(out);
    }

    private void gauge(MetricSnapshots.Builder out, String name, String help, double value) {
        family(name, help).add(value).gaugeTo(out);
    }

    private UpstreamFamily family(String name, String help) {
        return new UpstreamFamily(name, help, core);
    }

    private static Optional<Disk> space(Path path) {
        long total = path.toFile().getTotalSpace();
        return total == 0
                ? Optional.empty()
                : Optional.of(new Disk(total, total - path.toFile().getFreeSpace()));
    }
}
