package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the files hold, a scrape succeeds and its numbers are numbers. */
class HostHostileFilesTest {
    private static final Map<String, String> VALID = Map.ofEntries(
            Map.entry("stat", "cpu  1000 200 500 8000 100 50 50 100 30 0\n"),
            Map.entry("meminfo", "MemTotal: 8000000 kB\nMemAvailable: 5000000 kB\n"),
            Map.entry("net/dev", "  eth0:23456 183 0 0 0 0 0 0  1843047 16286 0 0 0 0 0 0\n"),
            Map.entry("self/cgroup", "4:memory:/a/b\n0::/a\n"),
            Map.entry("../cgroup/memory.max", "100000\n"),
            Map.entry("../cgroup/memory.current", "5000\n"),
            Map.entry("../cgroup/memory.stat", "inactive_file 1000\n"),
            Map.entry("../cgroup/memory/a/memory.limit_in_bytes", "200000\n"),
            Map.entry("../cgroup/memory/a/memory.usage_in_bytes", "5000\n"),
            Map.entry("../cgroup/memory/a/memory.stat", "total_inactive_file 1000\n"));

    private static final List<String> PIECES = List.of(
            "18446744073709551615",
            "9223372036854775807",
            "-1",
            "999999999999999999",
            "max",
            "NaN",
            "1e99",
            ":",
            "::",
            "\0",
            "\n",
            "\"",
            "\\",
            "\u00ff",
            "cpu ",
            "eth0:",
            ")",
            "(",
            "../",
            "0x10",
            " ",
            "\t",
            "999999999999999999 ");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void neverFailTheScrape() {
        var host = new HostFixture(folder);
        var random = new Random(7);
        var metrics = new HostMetrics("c", host.places(), () -> host.nanos, Runnable::run);
        Map<String, Double> seen = new TreeMap<>();
        for (int round = 0; round < 150; round++) {
            boolean first = round == 0;
            VALID.forEach((name, text) -> {
                if (first || random.nextInt(3) == 0) {
                    HostFixture.write(host.proc.resolve(name), spoiled(text, random));
                }
            });
            host.nanos += random.nextLong(2 * HostFixture.SECOND);

            Map<String, Double> samples = UpstreamScrape.of(metrics.collect()).samples();
            seen.putAll(samples);
            assertThat(samples.values()).allMatch(value -> Double.isFinite(value) && value >= 0);
        }
        // Some of the files were good enough now and then.
        assertThat(seen)
                .containsKeys(
                        "cpu_idle_time_percent{core=\"c\"}",
                        "mem_free_bytes{core=\"c\"}",
                        "net_tx_bytes{core=\"c\",interface=\"eth0\"}");
    }

    @Test
    void takesFoldersForMissingFiles() throws IOException {
        var host = new HostFixture(folder);
        for (String name : VALID.keySet()) {
            Files.createDirectories(host.proc.resolve(name));
        }

        assertThat(new HostMetrics("c", host.places(), () -> host.nanos, Runnable::run).collect().stream())
                .isEmpty();
    }

    private static byte[] spoiled(String text, Random random) {
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            return noise;
        }
        StringBuilder spoiled = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(spoiled.length() + 1);
            int end = Math.min(spoiled.length(), at + random.nextInt(12));
            spoiled.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        }
        return spoiled.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
