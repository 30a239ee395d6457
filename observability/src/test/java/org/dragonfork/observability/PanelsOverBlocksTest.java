package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.testkit.prometheus.PrometheusServer;
import org.dragonfork.testkit.prometheus.Promtool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every expression of every panel, asked of a real Prometheus over blocks of made-up traffic. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PanelsOverBlocksTest {
    /** Four scrapes, as Grafana makes it. */
    private static final String RATE_INTERVAL = "2m";

    private static final Duration GRID = Duration.ofSeconds(60);
    private static final Pattern VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

    private PrometheusServer prometheus;

    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("hour.txt"), BackfilledHour.openMetrics(CountedServer.scrape()));
        Promtool.run(folder, "tsdb", "create-blocks-from", "openmetrics", "--quiet", "hour.txt", "data");
        Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
        prometheus = PrometheusServer.start(folder.resolve("prometheus.yml"), folder.resolve("data"));
    }

    @AfterAll
    void stop() {
        prometheus.close();
    }

    @Test
    void everyPanelGetsAsManySeriesAsItShould() throws Exception {
        List<String> found = new ArrayList<>();
        for (BoardFile.Target target : BoardFile.allTargets()) {
            found.add(target + " | " + result(target).size());
        }

        assertThat(String.join("\n", found)).isEqualTo(expected().strip());
    }

    @Test
    void noPanelIsEmpty() {
        assertThat(expected()).doesNotContainPattern("\\| 0(\n|$)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Verdict                            | A | 1
            Firing alerts                      | A | 1
            Streams                            | A | 2
            Viewers                            | A | 4
            Viewers                            | B | 64
            WHEP success                       | A | 0.9901
            ICE success                        | A | 0.98
            Connect p95                        | A | 0.4875
            UDP ports left                     | A | 6
            Success/failure rate               | A | 0.98
            Success/failure rate               | B | 0.02
            Codec mismatch counter             | A | 72
            """)
    void theNumbersAreThoseOfTheTraffic(String panel, String ref, double value) throws Exception {
        BoardFile.Target target = BoardFile.of(HealthDashboard.UID).targets().stream()
                .filter(candidate ->
                        candidate.panelTitle().equals(panel) && candidate.ref().equals(ref))
                .findFirst()
                .orElseThrow();

        double largest = Double.NEGATIVE_INFINITY;
        for (JsonNode series : result(target)) {
            largest = Math.max(
                    largest, Double.parseDouble(series.path("value").get(1).asString()));
        }
        assertThat(largest).isCloseTo(value, within(Math.abs(value) * 0.005));
    }

    @Test
    void theChoicesOfTheVariablesAreThere() throws Exception {
        List<String> found = new ArrayList<>();
        for (JsonNode variable : BoardFile.of(HealthDashboard.UID).variables()) {
            Matcher query = VALUES.matcher(variable.path("query")
                    .path("query")
                    .asString(variable.path("query").asString("")));
            if (query.matches()) {
                String expression = BoardFile.sent(query.group(1), RATE_INTERVAL, "1h");
                for (JsonNode series : instant("count by (" + query.group(2) + ") (" + expression + ")")) {
                    found.add(series.path("metric").path(query.group(2)).asString());
                }
            }
        }

        assertThat(found)
                .containsExactlyInAnyOrder(
                        "dragonfork-core", "host.docker.internal:8080", CountedServer.CORE, "door", "garden");
    }

    @Test
    void theMarksShowWhatHappened() throws Exception {
        List<String> marks = BoardFile.of(HealthDashboard.UID).marks();

        assertThat(marks).hasSize(2);
        for (String mark : marks) {
            assertThat(range(BoardFile.sent(mark, RATE_INTERVAL, "1h")).size())
                    .as(mark)
                    .isEqualTo(1);
        }
    }

    private JsonNode result(BoardFile.Target target) throws Exception {
        String expression = BoardFile.sent(target.expression(), RATE_INTERVAL, "1h");
        return target.instant() ? instant(expression) : range(expression);
    }

    private JsonNode instant(String expression) throws Exception {
        return rows(prometheus.query(expression, BackfilledHour.TO), expression);
    }

    private JsonNode range(String expression) throws Exception {
        return rows(prometheus.queryRange(expression, BackfilledHour.TO - 3600, BackfilledHour.TO, GRID), expression);
    }

    private static JsonNode rows(String answer, String expression) {
        JsonNode json = JsonMapper.shared().readTree(answer);
        assertThat(json.path("status").asString())
                .as(expression + ": " + answer)
                .isEqualTo("success");
        return json.path("data").path("result");
    }

    private static String expected() {
        try (InputStream in = Objects.requireNonNull(
                PanelsOverBlocksTest.class.getResourceAsStream("/series-of-panels.txt"), "the list")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
