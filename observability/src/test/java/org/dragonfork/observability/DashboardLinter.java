package org.dragonfork.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.dragonfork.observability.PromQl.Selector;
import tools.jackson.databind.JsonNode;

/**
 * The rules by which Grafana's own people judge dashboards, by their names, written anew. Whether an expression is valid
 * promtool says; the two rules on LogQL have nothing to judge here.
 */
final class DashboardLinter {
    private static final Set<String> TITLED = Set.of("stat", "timeseries", "table", "gauge");
    private static final Set<String> QUIET = Set.of("row", "text");
    private static final Set<String> RATES = Set.of("rate", "irate");
    private static final Set<String> OF_COUNTERS = Set.of("rate", "irate", "increase", "resets", "changes");
    private static final Set<String> SOURCES = Set.of("$datasource", "${datasource}");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+(\\{.*})?), \\w+\\)");

    /** Those of Grafana's names of units that are used. */
    private static final Set<String> UNITS =
            Set.of("none", "s", "dtdurations", "bps", "bytes", "reqps", "pps", "cps", "percent", "percentunit");

    /** Something that breaks a rule; {@code panel} is empty for the dashboard itself. */
    record Finding(String rule, String dashboard, String panel, String what) {}

    private final BoardFile board;
    private final List<Finding> findings = new ArrayList<>();

    private DashboardLinter(BoardFile board) {
        this.board = board;
    }

    static List<Finding> findings(BoardFile board) {
        var linter = new DashboardLinter(board);
        linter.dashboard();
        board.panels().forEach(linter::panel);
        board.targets().forEach(linter::target);
        return linter.findings;
    }

    private void dashboard() {
        if (board.json().path("editable").asBoolean(true)) {
            found("uneditable-dashboard", "", "editable must be false");
        }
        List<JsonNode> sources = board.variables().stream()
                .filter(variable -> variable.path("type").asString().equals("datasource"))
                .toList();
        if (sources.size() != 1
                || !sources.getFirst().path("name").asString().equals("datasource")
                || !sources.getFirst().path("label").asString().equals("Data Source")) {
            found("template-datasource-rule", "", "one variable 'datasource', labelled 'Data Source'");
        }
        choice("template-job-rule", "job", "Job");
        choice("template-instance-rule", "instance", "Instance");
        for (JsonNode variable : board.variables()) {
            if (variable.path("type").asString().equals("query")) {
                String name = variable.path("name").asString();
                if (variable.path("refresh").asInt() != 2) {
                    found(
                            "template-on-time-change-reload-rule",
                            "",
                            name + " must be read again when the time changes");
                }
                if (!LABEL_VALUES
                        .matcher(variable.path("query").path("query").asString())
                        .matches()) {
                    found("template-label-promql-rule", "", name + " must ask for values of a label");
                }
            }
        }
    }

    private void choice(String rule, String name, String label) {
        boolean good = board.variables().stream()
                .filter(variable -> variable.path("name").asString().equals(name))
                .anyMatch(variable -> variable.path("type").asString().equals("query")
                        && variable.path("label").asString().equals(label)
                        && SOURCES.contains(
                                variable.path("datasource").path("uid").asString())
                        && variable.path("multi").asBoolean()
                        && variable.path("allValue").asString().equals(".+"));
        if (!good) {
            found(rule, "", "a query variable '" + name + "', labelled, of several values, all of them by .+");
        }
    }

    private void panel(JsonNode panel) {
        String type = panel.path("type").asString();
        String title = panel.path("title").asString();
        if (QUIET.contains(type)) {
            return;
        }
        if (!SOURCES.contains(panel.path("datasource").path("uid").asString())) {
            found("panel-datasource-rule", title, "must use the chosen data source");
        }
        if (TITLED.contains(type)
                && (title.isBlank() || panel.path("description").asString("").isBlank())) {
            found("panel-title-description-rule", title, "needs a title and a description");
        }
        if (TITLED.contains(type)
                && !UNITS.contains(
                        panel.path("fieldConfig").path("defaults").path("unit").asString(""))) {
            found("panel-units-rule", title, "needs a unit that Grafana knows");
        }
        if (panel.path("targets").isEmpty()) {
            found("panel-no-targets-rule", title, "asks for nothing");
        }
    }

    private void target(BoardFile.Target target) {
        String title = target.panelTitle();
        for (Selector selector : PromQl.of(target.expression()).selectors()) {
            List<String> functions = selector.functions();
            String innermost = functions.isEmpty() ? "" : functions.getFirst();
            if (!selector.matchers().contains("job=~\"$job\"")) {
                found("target-job-rule", title, selector.metric());
            }
            if (!selector.matchers().contains("instance=~\"$instance\"")) {
                found("target-instance-rule", title, selector.metric());
            }
            if (RATES.contains(innermost) && !selector.range().equals("$__rate_interval")) {
                found("target-rate-interval-rule", title, selector.metric() + "[" + selector.range() + "]");
            }
            if (selector.metric().endsWith("_total") && !OF_COUNTERS.contains(innermost)) {
                found("target-counter-agg-rule", title, selector.metric());
            }
        }
    }

    private void found(String rule, String panel, String what) {
        findings.add(new Finding(rule, board.title(), panel, what));
    }
}
