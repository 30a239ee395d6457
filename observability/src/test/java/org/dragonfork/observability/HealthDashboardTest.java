package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The dashboard of the design, and what all dashboards have in common. */
class HealthDashboardTest {
    /** The design's rows with its panels, in its order; what was added comes behind. */
    private static final Map<String, List<String>> SEED = new LinkedHashMap<>();

    static {
        SEED.put(
                "WHEP API health",
                List.of(
                        "stat: Request rate by route",
                        "timeseries: Error rate stacked by code",
                        "timeseries: p95 request duration by route"));
        SEED.put(
                "ICE establishment",
                List.of(
                        "gauge: Success/failure rate",
                        "timeseries: p50/p95 establishment duration",
                        "table: Failure breakdown by reason"));
        SEED.put(
                "What's flowing",
                List.of(
                        "stat: active_streams",
                        "timeseries: active_peers per stream",
                        "table: Top 5 streams by peer count"));
        SEED.put("Capacity headroom", List.of("gauge: udp_ports_available", "timeseries: Cap rejection rate by scope"));
        SEED.put(
                "Silent degradation",
                List.of("timeseries: FFmpeg leg failure timeline", "stat: Codec mismatch counter"));
    }

    private final BoardFile health = BoardFile.of(HealthDashboard.UID);

    static List<BoardFile> boards() {
        return BoardFile.all();
    }

    @Test
    void hasTheFiveRowsOfTheDesignWithItsPanelsFirst() {
        Map<String, List<String>> rows = rows();
        List<String> strip = rows.remove("");

        assertThat(strip)
                .containsExactly(
                        "stat: Verdict",
                        "stat: Firing alerts",
                        "stat: Core",
                        "stat: Streams",
                        "stat: Viewers",
                        "stat: WHEP success",
                        "stat: ICE success",
                        "stat: Connect p95",
                        "stat: Stalled viewers",
                        "stat: UDP ports left");
        assertThat(new ArrayList<>(rows.keySet())).isEqualTo(new ArrayList<>(SEED.keySet()));
        SEED.forEach((row, panels) -> assertThat(rows.get(row)).as(row).startsWith(panels.toArray(String[]::new)));
    }

    @Test
    void drawsTheLimitsThatTheDesignNames() {
        JsonNode connect =
                panel("p50/p95 establishment duration").path("fieldConfig").path("defaults");
        JsonNode ports = panel("udp_ports_available")
                .path("fieldConfig")
                .path("defaults")
                .path("thresholds")
                .path("steps");
        JsonNode errors = panel("Error rate stacked by code")
                .path("fieldConfig")
                .path("defaults")
                .path("custom");

        assertThat(connect.path("thresholds").path("steps").get(1).path("value").asInt())
                .isEqualTo(3);
        assertThat(connect.path("custom").path("thresholdsStyle").path("mode").asString())
                .isEqualTo("line");
        assertThat(ports.get(0).path("color").asString()).isEqualTo("red");
        assertThat(ports.get(1).path("value").asInt()).isEqualTo(10);
        assertThat(errors.path("stacking").path("mode").asString()).isEqualTo("normal");
    }

    @Test
    void marksLegFailuresOnTheirTimeline() {
        int id = panel("FFmpeg leg failure timeline").path("id").asInt();

        assertThat(health.json().path("annotations").path("list"))
                .filteredOn(mark -> mark.path("name").asString().equals("Leg failures"))
                .singleElement()
                .satisfies(mark -> assertThat(
                                mark.path("filter").path("ids").get(0).asInt())
                        .isEqualTo(id));
        assertThat(health.marks()).anyMatch(mark -> mark.startsWith("ALERTS{"));
    }

    @Test
    void letsOneChooseSourceJobInstanceServerAndStream() {
        assertThat(health.variables().stream()
                        .map(variable -> variable.path("name").asString()))
                .containsExactly("datasource", "job", "instance", "core", "stream_id");
    }

    @ParameterizedTest
    @MethodSource("boards")
    void isOfTheSchemaThatTheOldestGrafanaReads(BoardFile board) {
        JsonNode json = board.json();

        assertThat(json.path("schemaVersion").asInt()).isEqualTo(39);
        assertThat(json.path("editable").asBoolean(true)).isFalse();
        assertThat(json.path("refresh").asString()).isEqualTo("30s");
        assertThat(json.path("id").isNull()).isTrue();
        assertThat(json.path("uid").asString()).hasSizeLessThanOrEqualTo(40);
        assertThat(Repository.DASHBOARDS.resolve(board.uid() + ".json")).exists();
        assertThat(json.path("links").size()).isEqualTo(2);
        assertThat(board.panels().stream().map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void panelsFillTheGridWithoutLyingOnOneAnother(BoardFile board) {
        Set<String> taken = new TreeSet<>();
        for (JsonNode panel : board.panels()) {
            JsonNode place = panel.path("gridPos");
            for (int x = place.path("x").asInt();
                    x < place.path("x").asInt() + place.path("w").asInt();
                    x++) {
                assertThat(x).isLessThan(24);
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    assertThat(taken.add(x + " " + y))
                            .as(panel.path("title").asString())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyLinkOfAnAlertLeadsToADashboardThatKnowsItsVariables() {
        for (AlertRule alert : AlertRule.alerts()) {
            String[] link =
                    alert.annotation("dashboard_url").substring("/d/".length()).split("[?&]", -1);
            BoardFile board = BoardFile.of(link[0]);
            Set<String> variables = board.variables().stream()
                    .map(variable -> "var-" + variable.path("name").asString())
                    .collect(Collectors.toSet());
            for (int i = 1; i < link.length; i++) {
                assertThat(variables).as(alert.name()).contains(link[i].split("=", -1)[0]);
            }
        }
    }

    @Test
    void panelsThatTheRunbookNamesExist() {
        Set<String> titles = BoardFile.all().stream()
                .flatMap(board -> board.panels().stream())
                .map(panel -> panel.path("title").asString())
                .collect(Collectors.toSet());
        String runbook =
                Repository.read(Repository.ROOT.resolve("docs/runbook.md")).replaceAll("\\s+", " ");
        List<String> named = Pattern.compile("\"([A-Z][^\"]*)\"")
                .matcher(runbook)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(8);
        assertThat(titles).containsAll(named);
    }

    private Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put("", new ArrayList<>());
        String row = "";
        for (JsonNode panel : health.panels()) {
            if (panel.path("type").asString().equals("row")) {
                row = panel.path("title").asString();
                rows.put(row, new ArrayList<>());
            } else {
                rows.getOrDefault(row, List.of())
                        .add(panel.path("type").asString() + ": "
                                + panel.path("title").asString());
            }
        }
        return rows;
    }

    private JsonNode panel(String title) {
        return health.panels().stream()
                .filter(panel -> panel.path("title").asString().equals(title))
                .findFirst()
                .orElseThrow();
    }
}
