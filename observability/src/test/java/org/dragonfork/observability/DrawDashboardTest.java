package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dragonfork.testkit.prometheus.PrometheusServer;
import org.dragonfork.testkit.prometheus.Promtool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The health dashboard over made-up traffic, drawn by this repository's own renderer in a headless Chromium. Leaves the
 * picture of docs/ in the module's target folder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
        named = "dragonfork.draw",
        matches = "true",
        disabledReason = "drawing the dashboard in a browser is an optional check; -Ddragonfork.draw=true runs it")
class DrawDashboardTest {
    private static final BoardFile HEALTH = BoardFile.of(HealthDashboard.UID);
    private static final Path PICTURE = Path.of("target", "dashboard-health.png");
    private static final long LARGEST_PICTURE = 300_000;
    private static final Pattern SECTION = Pattern.compile("(?s)<section ([^>]*)><h2>(.*?)</h2>(.*?)</section>");
    private static final DrawnBoard.Span HOUR = new DrawnBoard.Span(BackfilledHour.TO - 3600, BackfilledHour.TO, 60);

    /** Panels that the made-up traffic leaves empty, by title. */
    private static final List<String> MAY_BE_EMPTY = List.of();

    private record Seen(String attributes, String text) {}

    private final Map<String, Seen> seen = new LinkedHashMap<>();

    @BeforeAll
    void draw(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("hour.txt"), BackfilledHour.openMetrics(CountedServer.scrape()));
        Promtool.run(folder, "tsdb", "create-blocks-from", "openmetrics", "--quiet", "hour.txt", "data");
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
        Path page = folder.resolve("page.html");
        try (var prometheus = PrometheusServer.start(config, folder.resolve("data"))) {
            Files.writeString(page, DrawnBoard.html(HEALTH, target -> rows(prometheus, target), HOUR));
        }
        String size = "--window-size=" + DrawnBoard.WIDTH + "," + DrawnBoard.height(HEALTH);
        Files.deleteIfExists(PICTURE);
        chromium(
                folder,
                size,
                "--screenshot=" + PICTURE.toAbsolutePath(),
                page.toUri().toString());
        Matcher section = SECTION.matcher(
                chromium(folder, size, "--dump-dom", page.toUri().toString()));
        while (section.find()) {
            seen.put(text(section.group(2)), new Seen(section.group(1), text(section.group(3))));
        }
    }

    @Test
    void everyPanelIsThereUnderItsTitle() {
        assertThat(seen.keySet())
                .containsExactlyElementsOf(HEALTH.panels().stream()
                        .map(panel -> panel.path("title").asString())
                        .toList());
    }

    @Test
    void noPanelIsEmptyThatShouldNotBe() {
        assertThat(withAttribute("data-empty=\"true\"")).isEqualTo(MAY_BE_EMPTY);
    }

    @Test
    void noTextIsCutOff() {
        assertThat(withAttribute("data-cut=\"true\"")).isEmpty();
        assertThat(withAttribute("data-cut=\"false\"")).hasSize(seen.size());
    }

    @Test
    void everyChartAndGaugeShowsAShape() {
        assertThat(HEALTH.panels().stream()
                        .filter(panel -> panel.path("type").asString().matches("timeseries|state-timeline|gauge"))
                        .map(panel -> panel.path("title").asString()))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(withAttribute("data-shapes=\"0\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Verdict                      | Degraded
            Firing alerts                | 1
            Core                         | Up dragonfork-truenas 0.1.0
            Streams                      | 2
            Viewers                      | 4 viewers 64 limit
            WHEP success                 | 99.0%
            ICE success                  | 98.0%
            Connect p95                  | 488 ms
            UDP ports left               | 6
            Success/failure rate         | 98.0% success 2.0% failure
            Top 5 streams by peer count  | Core Stream Viewers dragonfork-truenas door 3 dragonfork-truenas garden 1
            Codec mismatch counter       | 0 audio 72 video
            """)
    void theNumbersAreThoseOfTheTraffic(String panel, String text) {
        assertThat(seen.getOrDefault(panel, new Seen("", "not drawn")).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Error rate stacked by code   | 404
            Bitrate out per stream       | Mb/s
            FFmpeg leg failure timeline  | door video
            Packets dropped by reason    | queue_full
            """)
    void theChartsNameTheirSeriesAndUnits(String panel, String text) {
        assertThat(seen.getOrDefault(panel, new Seen("", "not drawn")).text()).contains(text);
    }

    @Test
    void thePictureIsSmallEnoughForTheRepository() {
        assertThat(PICTURE).isNotEmptyFile();
        assertThat(PICTURE.toFile().length()).isLessThan(LARGEST_PICTURE);
    }

    private List<String> withAttribute(String attribute) {
        return seen.entrySet().stream()
                .filter(panel -> panel.getValue().attributes().contains(attribute))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static JsonNode rows(PrometheusServer prometheus, BoardFile.Target target) throws Exception {
        String expression = BoardFile.sent(target.expression(), "2m", "1h");
        String answer = target.instant()
                ? prometheus.query(expression, HOUR.to())
                : prometheus.queryRange(expression, HOUR.from(), HOUR.to(), Duration.ofSeconds(HOUR.step()));
        JsonNode json = JsonMapper.shared().readTree(answer);
        assertThat(json.path("status").asString()).as(answer).isEqualTo("success");
        return json.path("data").path("result");
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Runs it to its end, and gives what it wrote. */
    private static String chromium(Path folder, String... arguments) throws IOException, InterruptedException {
        String binary = System.getenv().getOrDefault("DRAGONFORK_CHROMIUM", "chromium");
        Path out = folder.resolve("chromium.txt");
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        binary,
                                        "--headless",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--hide-scrollbars",
                                        "--user-data-dir=" + folder.resolve("profile")),
                                Stream.of(arguments))
                        .toList())
                .redirectError(folder.resolve("chromium-errors.txt").toFile())
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("Chromium ended in a minute")
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue()).isZero();
        return Files.readString(out);
    }
}
