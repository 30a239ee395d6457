package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMetricsTest {
    @TempDir
    private Path folder = Path.of("");

    private HostFixture host = new HostFixture(folder);

    @BeforeEach
    void makeHost() {
        host = new HostFixture(folder);
    }

    private UpstreamScrape scrape(HostFolder... folders) {
        return UpstreamScrape.of(
                new HostMetrics("c\"1", host.places(folders), () -> host.nanos, Runnable::run).collect());
    }

    @Test
    void showsTheMachineUnderTheNamesOfTheOriginal() throws IOException {
        host.usual();
        HostFixture.write(host.disk.resolve("a/b.ts"), new byte[1000]);
        HostFixture.write(host.disk.resolve("c.ts"), new byte[234]);

        UpstreamScrape scrape = scrape(new HostFolder("diskfs", host.disk, -1), new HostFolder("memfs", folder, 5000));

        Map<String, Double> samples = scrape.samples().entrySet().stream()
                .filter(sample -> !sample.getKey().startsWith("disk_"))
                .filter(sample -> !sample.getKey().contains("memfs"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(samples)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("cpu_system_time_percent{core=\"c\\\"1\"}", 5.0),
                        Map.entry("cpu_user_time_percent{core=\"c\\\"1\"}", 10.0),
                        Map.entry("cpu_idle_time_percent{core=\"c\\\"1\"}", 80.0),
                        Map.entry("cpu_other_time_percent{core=\"c\\\"1\"}", 5.0),
                        Map.entry("mem_total_bytes{core=\"c\\\"1\"}", 8_192_000_000.0),
                        Map.entry("mem_free_bytes{core=\"c\\\"1\"}", 5_120_000_000.0),
                        Map.entry("net_rx_bytes{core=\"c\\\"1\",interface=\"lo\"}", 1000.0),
                        Map.entry("net_tx_bytes{core=\"c\\\"1\",interface=\"lo\"}", 1000.0),
                        Map.entry("net_rx_bytes{core=\"c\\\"1\",interface=\"eth0\"}", 23_456_789_012.0),
                        Map.entry("net_tx_bytes{core=\"c\\\"1\",interface=\"eth0\"}", 1_843_047.0),
                        Map.entry("filesystem_limit_bytes{core=\"c\\\"1\",name=\"diskfs\"}", -1.0),
                        Map.entry("filesystem_usage_bytes{core=\"c\\\"1\",name=\"diskfs\"}", 1234.0),
                        Map.entry("filesystem_files{core=\"c\\\"1\",name=\"diskfs\"}", 2.0)));
        String path = "{core=\"c\\\"1\",path=\"" + host.disk + "\"}";
        assertThat(scrape.value("disk_total_bytes" + path))
                .isEqualTo((double) Files.getFileStore(host.disk).getTotalSpace());
        assertThat(scrape.value("disk_usage_bytes" + path)).isBetween(0.0, scrape.value("disk_total_bytes" + path));
        assertThat(scrape.value("filesystem_limit_bytes{core=\"c\\\"1\",name=\"memfs\"}"))
                .isEqualTo(5000);
    }

    @Test
    void declaresEveryFamilyAGauge() {
        host.usual();
        HostFixture.write(host.disk.resolve("c.ts"), new byte[1]);

        List<String> types = scrape(new HostFolder("diskfs", host.disk, -1))
                .text()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .toList();

        assertThat(types)
                .hasSize(13)
                .allMatch(line -> line.endsWith(" gauge"))
                .contains("# TYPE net_rx_bytes gauge", "# TYPE filesystem_files gauge");
    }

    @Test
    void leavesOutWhatTheMachineDoesNotTell() {
        assertThat(scrape(new HostFolder("diskfs", host.disk, -1)).samples()).isEmpty();

        host.usual();
        assertThat(scrape().samples().keySet())
                .isNotEmpty()
                .noneMatch(series -> series.startsWith("disk_") || series.startsWith("filesystem_"));
    }

    @Test
    void showsAtMostTwoHundredInterfaces() {
        StringBuilder devices = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            devices.append("veth").append(i).append(": 1 0 0 0 0 0 0 0 2 0 0 0 0 0 0 0\n");
        }
        host.withProc("net/dev", devices.toString());

        assertThat(scrape().samples()).hasSize(2 * HostNetwork.MOST_INTERFACES);
    }

    @Test
    void tellsSaneValuesOfThisMachine() {
        HostPlaces places = HostPlaces.ofLinux(folder, List.of());
        HostMetrics metrics = new HostMetrics("c", places, System::nanoTime, Runnable::run);

        UpstreamScrape scrape = UpstreamScrape.of(metrics.collect());

        double total = scrape.value("mem_total_bytes{core=\"c\"}");
        assertThat(total).isBetween(32e6, 1e15);
        assertThat(scrape.value("mem_free_bytes{core=\"c\"}")).isBetween(0.0, total);
        double shares = scrape.value("cpu_system_time_percent{core=\"c\"}")
                + scrape.value("cpu_user_time_percent{core=\"c\"}")
                + scrape.value("cpu_idle_time_percent{core=\"c\"}")
                + scrape.value("cpu_other_time_percent{core=\"c\"}");
        assertThat(shares).isBetween(99.9, 100.1);
        assertThat(scrape.samples().keySet())
                .anyMatch(series -> series.startsWith("net_rx_bytes"))
                .anyMatch(series -> series.startsWith("disk_usage_bytes"));
    }
}
