package org.dragonfork.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** What a scrape of a large server takes, and how large it is. */
final class ScrapeMeasurement implements Measurement {
    private static final int STREAMS = 100;

    private static final int VIEWERS = 10;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public String name() {
        return "scrape";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException {
        progress.step(STREAMS + " streams with " + VIEWERS + " viewers each");
        var server = new LargeServer(STREAMS, VIEWERS);
        return new Table(
                name(),
                "Scrape: " + STREAMS + " streams with " + VIEWERS + " viewers each",
                List.of(
                        "All families of a server of that size, machine, FFmpeg and JVM included, written "
                                + effort.posts()
                                + " times as text, as many before to warm up. The goal is below 50 ms.",
                        "CPU and wall time of the measuring thread, without the way through HTTP; on a busy machine the wall"
                                + " time holds the wait for a core."),
                List.of(
                        new Column("cpuMillis", "CPU p50 ms", 1),
                        new Column("p50Millis", "p50 ms", 1),
                        new Column("p95Millis", "p95 ms", 1),
                        new Column("bytes", "bytes", 0),
                        new Column("gzipBytes", "gzip bytes", 0),
                        new Column("series", "series", 0)),
                List.of(
                        row("text 0.0.4", server.metrics()::text, effort),
                        row("OpenMetrics 1.0", server.metrics()::openMetrics, effort)));
    }

    private Row row(String what, Supplier<String> scrape, Effort effort) throws IOException {
        var times = new Distribution();
        var cpu = new Distribution();
        String text = "";
        for (int i = 0; i < 2 * effort.posts(); i++) {
            long cpuBefore = threads.getCurrentThreadCpuTime();
            long started = System.nanoTime();
            text = scrape.get();
            if (i >= effort.posts()) {
                times.add(System.nanoTime() - started);
                cpu.add(threads.getCurrentThreadCpuTime() - cpuBefore);
            }
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long series = text.lines().filter(line -> !line.startsWith("#")).count();
        return Row.of(
                what,
                cpu.millis(0.5),
                times.millis(0.5),
                times.millis(0.95),
                (double) bytes.length,
                (double) packed(bytes),
                (double) series);
    }

    private static int packed(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.size();
    }
}
