package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of the upstream families in the documentation is what a scrape shows. */
class UpstreamDocTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| (gauge|counter) \\| ([^|]*) ?\\| [^|]+ \\|$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void namesEveryFamilyWithItsTypeAndItsLabels() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(document()));
        while (row.find()) {
            Set<String> labels = new TreeSet<>(
                    Arrays.asList(row.group(3).replace("`", "").strip().split(", *", -1)));
            labels.remove("");
            documented.put(row.group(1), row.group(2) + " " + labels);
        }

        assertThat(documented).hasSize(20).isEqualTo(shown());
    }

    private Map<String, String> shown() {
        var host = new HostFixture(folder).usual();
        HostFixture.write(host.disk.resolve("file"), new byte[1]);
        FfmpegReading process = FfmpegMetricsTest.reading(
                "p",
                ProcessState.RUNNING,
                new RunProgress(
                        List.of(FfmpegMetricsTest.stream("in", 0, "video")),
                        List.of(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        Duration.ZERO,
                        0,
                        0,
                        0,
                        0));
        var registry = new PrometheusRegistry();
        new UptimeMetrics("c", () -> host.nanos).register(registry);
        new HostMetrics("c", host.places(new HostFolder("diskfs", host.disk, -1)), () -> host.nanos, Runnable::run)
                .register(registry);
        new FfmpegMetrics("c", new FfmpegMetrics.Sources(() -> List.of(process), Map::of), InstantSource.system())
                .register(registry);
        UpstreamScrape scrape = UpstreamScrape.of(registry.scrape());
        Map<String, String> shown = new TreeMap<>();
        Matcher type = TYPE.matcher(scrape.text());
        while (type.find()) {
            String name = type.group(1);
            String series = scrape.samples().keySet().stream()
                    .filter(sample -> sample.startsWith(name + "{"))
                    .findFirst()
                    .orElseThrow();
            Set<String> labels = new TreeSet<>();
            LABEL.matcher(series).results().forEach(label -> labels.add(label.group(1)));
            assertThat(labels.remove("core")).as(series).isTrue();
            shown.put(name, type.group(2) + " " + labels);
        }
        return shown;
    }

    private static Path document() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve(".mvn"))) {
            root = Objects.requireNonNull(root.getParent(), "the tests do not run inside the source tree");
        }
        return root.resolve("docs/metrics-upstream.md");
    }
}
