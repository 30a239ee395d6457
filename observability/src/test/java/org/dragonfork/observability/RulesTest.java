package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule has to have. */
class RulesTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^### (\\S+)$");
    private static final Pattern WINDOW = Pattern.compile("rate(\\d+[mhd])$");
    private static final Pattern BURN = Pattern.compile("rate(\\d+[mhd]) > \\(([\\d.]+) \\* 0\\.01\\)");
    private static final Set<String> WINDOWS = Set.of("5m", "30m", "1h", "2h", "6h", "1d", "3d");

    static List<AlertRule> alerts() {
        return AlertRule.alerts();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void saysWhatItMeansHowBadItIsAndWhereToLook(AlertRule alert) {
        assertThat(alert.name()).startsWith("WebRTC");
        assertThat(alert.labels().get("severity")).isIn("critical", "warning", "info");
        assertThat(alert.annotation("summary")).isNotBlank().doesNotContain("\n");
        assertThat(alert.annotation("description")).isNotBlank().doesNotContain("\n");
        assertThat(alert.annotation("runbook_url"))
                .isEqualTo("docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
        assertThat(alert.annotation("dashboard_url")).startsWith("/d/dragonfork-");
        assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url", "dashboard_url");
    }

    @Test
    void theRunbookHasAnEntryForEachAlertAndForNothingElse() {
        Path runbook = Repository.ROOT.resolve("docs/runbook.md");
        Map<String, String> entries = new TreeMap<>();
        String text = Repository.read(runbook);
        List<MatchResult> headings = HEADING.matcher(text).results().toList();
        for (int i = 0; i < headings.size(); i++) {
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : text.length();
            entries.put(headings.get(i).group(1), text.substring(headings.get(i).end(), end));
        }

        assertThat(entries.keySet())
                .isEqualTo(alerts().stream().map(AlertRule::name).collect(Collectors.toCollection(TreeSet::new)));
        assertThat(entries).allSatisfy((name, entry) -> {
            String severity = alerts().stream()
                    .filter(alert -> alert.name().equals(name))
                    .map(alert -> alert.labels().getOrDefault("severity", "?"))
                    .findFirst()
                    .orElseThrow();
            assertThat(entry.strip()).as(name).startsWith(severity);
            assertThat(entry).as(name).contains("*See*").contains("*Do*");
        });
    }

    @Test
    void everyAlertHasACaseInWhichItFiresAndTheHealthyCaseFeedsWhatItLooksAt() throws Exception {
        StringBuilder all = new StringBuilder();
        for (Path file : PromtoolTest.cases()) {
            all.append(Repository.read(file));
        }
        String healthy = Repository.read(PromtoolTest.CASES.resolve("healthy.yml"));
        Set<String> fed = new HashSet<>();
        Pattern.compile("series: '(\\w+)\\{").matcher(healthy).results().forEach(series -> fed.add(series.group(1)));
        AlertRule.records().stream().map(AlertRule::name).forEach(fed::add);

        for (AlertRule alert : alerts()) {
            String burn = alert.labels().containsKey("burn")
                    ? ",burn=\"" + alert.labels().get("burn") + "\""
                    : "";
            assertThat(all)
                    .as("a case in which it fires")
                    .contains("labels: '{alertname=\"" + alert.name() + "\"" + burn);
            assertThat(fed)
                    .as("series of the healthy case")
                    .containsAll(PromQl.of(alert.expression()).metrics());
        }
    }

    @Test
    void theErrorBudgetsAreMeasuredAlikeOverAllWindows() {
        for (String kind : List.of("whep", "ice")) {
            Map<String, String> shapes = new TreeMap<>();
            for (AlertRule rule : AlertRule.records()) {
                if (rule.name().startsWith("core:dragonfork_webrtc_" + kind + "_bad:")) {
                    String window = WINDOW.matcher(rule.name())
                            .results()
                            .findFirst()
                            .orElseThrow()
                            .group(1);
                    shapes.put(window, rule.expression().replace("[" + window + "]", "[]"));
                }
            }
            assertThat(shapes.keySet()).isEqualTo(WINDOWS);
            assertThat(new HashSet<>(shapes.values())).hasSize(1);
        }
    }

    @Test
    void theErrorBudgetsBurnByFourPairsOfWindows() {
        Map<String, String> pairs = Map.of(
                "fast", "14.4 1h 5m 2m", "medium", "6 6h 30m 15m", "slow", "3 1d 2h 1h", "trickle", "1 3d 6h 3h");
        for (String name : List.of("WebRTCWHEPErrorBudgetBurn", "WebRTCICEErrorBudgetBurn")) {
            Map<String, String> found = new TreeMap<>();
            for (AlertRule alert : alerts()) {
                if (alert.name().equals(name)) {
                    List<MatchResult> parts =
                            BURN.matcher(alert.expression()).results().toList();
                    assertThat(parts).hasSize(2);
                    assertThat(parts.getFirst().group(2))
                            .isEqualTo(parts.getLast().group(2));
                    assertThat(alert.labels().get("long_window"))
                            .isEqualTo(parts.getFirst().group(1));
                    assertThat(alert.expression().strip())
                            .endsWith("[" + parts.getFirst().group(1) + "])) >= 10");
                    found.put(
                            alert.labels().getOrDefault("burn", ""),
                            parts.getFirst().group(2) + " " + parts.getFirst().group(1) + " "
                                    + parts.getLast().group(1) + " " + alert.hold());
                }
            }
            assertThat(found).isEqualTo(pairs);
        }
    }

    @Test
    void noTwoRulesHaveTheSameNameAndLabels() {
        assertThat(AlertRule.all())
                .extracting(rule -> rule.name() + rule.labels())
                .doesNotHaveDuplicates();
    }
}
