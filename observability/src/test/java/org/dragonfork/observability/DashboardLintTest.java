package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.observability.DashboardLinter.Finding;
import org.dragonfork.testkit.prometheus.Promtool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The dashboards keep the rules for dashboards, and the linter finds what breaks them. */
class DashboardLintTest {
    private static final Pattern SELECTOR = Pattern.compile("label_values\\((.*), \\w+\\)");

    private record Exclusion(String rule, String dashboard, String panel) {}

    @Test
    void nothingIsFoundThatIsNotExcludedAndNothingIsExcludedThatIsNotFound() {
        Set<String> found = new TreeSet<>();
        for (BoardFile board : BoardFile.all()) {
            for (Finding finding : DashboardLinter.findings(board)) {
                found.add(new Exclusion(finding.rule(), finding.dashboard(), finding.panel()).toString());
            }
        }

        assertThat(found)
                .isEqualTo(exclusions().stream()
                        .map(Exclusion::toString)
                        .collect(java.util.stream.Collectors.toCollection(TreeSet::new)));
    }

    /** Each rule, and a change to the dashboard that breaks it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            uneditable-dashboard                | "editable" : false                  | "editable" : true
            template-datasource-rule            | "label" : "Data Source"             | "label" : "Source"
            template-job-rule                   | "label" : "Job"                     | "label" : "job"
            template-instance-rule              | "allValue" : ".+"                   | "allValue" : ".*"
            template-on-time-change-reload-rule | "refresh" : 2                       | "refresh" : 1
            template-label-promql-rule          | "label_values(dragonfork_build_info, job)" | "query_result(up)"
            panel-datasource-rule               | "uid" : "${datasource}"             | "uid" : "P1809F7CD0C75ACF3"
            panel-title-description-rule        | "title" : "Request rate by route"   | "title" : ""
            panel-title-description-rule        | "description" : "Where the viewers are now." | "description" : ""
            panel-units-rule                    | "unit" : "reqps"                    | "unit" : "requests"
            panel-no-targets-rule               | "targets"                           | "questions"
            target-rate-interval-rule           | [$__rate_interval]                  | [1m]
            target-job-rule                     | job=~\\"$job\\",instance            | instance
            target-instance-rule                | instance=~\\"$instance\\"           | instance=\\"a\\"
            target-counter-agg-rule             | sum by (route) (rate(               | sum by (route) (last_over_time(
            """)
    void findsWhatBreaksARule(String rule, String good, String bad) {
        String text = Repository.read(Repository.DASHBOARDS.resolve(HealthDashboard.UID + ".json"));
        assertThat(text).contains(good);
        long before = count(rule, text);

        assertThat(count(rule, text.replace(good, bad))).isGreaterThan(before);
    }

    @Test
    void everyExpressionIsPromQl(@TempDir Path folder) throws Exception {
        List<String> expressions = new ArrayList<>();
        for (BoardFile board : BoardFile.all()) {
            board.targets().forEach(target -> expressions.add(target.expression()));
            expressions.addAll(board.marks());
            for (JsonNode variable : board.variables()) {
                Matcher selector =
                        SELECTOR.matcher(variable.path("query").path("query").asString(""));
                if (selector.matches()) {
                    expressions.add(selector.group(1));
                }
            }
        }
        var document = YAMLMapper.shared().createObjectNode();
        var rules =
                document.putArray("groups").addObject().put("name", "panels").putArray("rules");
        for (int i = 0; i < expressions.size(); i++) {
            rules.addObject()
                    .put("record", "panel:expression:" + i)
                    .put("expr", BoardFile.sent(expressions.get(i), "1m", "1h"));
        }
        Files.writeString(folder.resolve("panels.yml"), YAMLMapper.shared().writeValueAsString(document));

        assertThat(expressions).hasSizeGreaterThan(80);
        assertThat(Promtool.run(folder, "check", "rules", "panels.yml"))
                .contains("SUCCESS: " + expressions.size() + " rules found");
    }

    private static long count(String rule, String text) {
        return DashboardLinter.findings(new BoardFile(JsonMapper.shared().readTree(text))).stream()
                .filter(finding -> finding.rule().equals(rule))
                .count();
    }

    private static List<Exclusion> exclusions() {
        var all = new ArrayList<Exclusion>();
        JsonNode rules = YAMLMapper.shared()
                .readTree(Repository.read(Repository.DASHBOARDS.resolve(".lint")))
                .path("exclusions");
        rules.propertyNames().forEach(rule -> {
            assertThat(rules.path(rule).path("reason").asString()).isNotBlank();
            for (JsonNode entry : rules.path(rule).path("entries")) {
                all.add(new Exclusion(
                        rule,
                        entry.path("dashboard").asString(),
                        entry.path("panel").asString("")));
            }
        });
        return all;
    }
}
