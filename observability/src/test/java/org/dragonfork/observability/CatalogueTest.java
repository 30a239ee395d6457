package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dragonfork.server.metrics.MetricNames;
import org.junit.jupiter.api.Test;

/** Rules and panels ask only for what the server counts, and what it counts is asked for, or it is said why not. */
class CatalogueTest {
    /** What Prometheus makes by itself. */
    private static final Set<String> OF_PROMETHEUS =
            Set.of("up", "ALERTS", "scrape_duration_seconds", "scrape_samples_scraped");

    private final Map<String, String> families = CountedServer.scrape().families();

    @Test
    void theScrapeHasTheWholeCatalogueOfTheCode() {
        assertThat(families.keySet()).containsAll(MetricNames.families());
    }

    @Test
    void everyMetricThatIsAskedForExists() {
        Set<String> known = new TreeSet<>(OF_PROMETHEUS);
        AlertRule.records().stream().map(AlertRule::name).forEach(known::add);
        families.forEach((family, type) -> known.addAll(CountedServer.seriesOf(family, type)));

        assertThat(asked()).hasSizeGreaterThan(60);
        assertThat(known).containsAll(asked());
    }

    @Test
    void everyMetricOfTheServerIsAskedForOrItIsSaidWhyNot() throws Exception {
        Set<String> asked = asked();
        Set<String> unused = new TreeSet<>();
        families.forEach((family, type) -> {
            if (CountedServer.seriesOf(family, type).stream().noneMatch(asked::contains)) {
                unused.add(family);
            }
        });

        assertThat(exempt().values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(10));
        assertThat(unused).isEqualTo(exempt().keySet());
    }

    @Test
    void everyRecordedSeriesIsUsed() {
        assertThat(asked())
                .containsAll(AlertRule.records().stream()
                        .map(AlertRule::name)
                        // Kept for queries of people: they say the same as panels that go stream by stream.
                        .filter(name -> !name.matches(".*:(rate5m|p95_5m|p95_10m)"))
                        .toList());
    }

    private static Set<String> asked() {
        var names = new TreeSet<String>();
        AlertRule.all()
                .forEach(rule -> names.addAll(PromQl.of(rule.expression()).metrics()));
        BoardFile.allTargets()
                .forEach(target -> names.addAll(PromQl.of(target.expression()).metrics()));
        BoardFile.all()
                .forEach(board -> board.marks()
                        .forEach(mark -> names.addAll(PromQl.of(mark).metrics())));
        return names;
    }

    private static Map<String, String> exempt() throws Exception {
        Map<String, String> exempt = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(
                CatalogueTest.class.getResourceAsStream("/metrics-without-panel.txt"), "the list")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    exempt.put(line.split(" ", 2)[0], line.split(" ", 2)[1].strip());
                }
            }
        }
        return exempt;
    }
}
