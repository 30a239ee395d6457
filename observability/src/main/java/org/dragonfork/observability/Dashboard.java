package org.dragonfork.observability;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A dashboard in the classic model of Grafana, schema 39, which Grafana 11.3 and all later ones read. */
final class Dashboard {
    private static final int SCHEMA = 39;
    private static final int COLUMNS = 24;
    private static final String TAG = "dragonfork";

    private final ObjectNode json = Json.object();
    private final ArrayNode panels = Json.array();
    private final ArrayNode variables = Json.array();
    private final ArrayNode annotations = Json.array();
    private final List<String> titles = new ArrayList<>();
    private int x;
    private int y;
    private int lineHeight;

    Dashboard(String uid, String title, String description) {
        json.putNull("id").put("uid", uid).put("title", title).put("description", description);
        json.set("tags", Json.texts(TAG));
        json.put("schemaVersion", SCHEMA)
                .put("version", 1)
                .put("editable", false)
                .put("graphTooltip", 1);
        json.put("refresh", "30s")
                .put("timezone", "browser")
                .put("weekStart", "")
                .put("fiscalYearStartMonth", 0);
        json.put("liveNow", false);
        json.putObject("time").put("from", "now-1h").put("to", "now");
        json.putObject("timepicker");
        ObjectNode builtIn = annotations.addObject().put("builtIn", 1);
        builtIn.putObject("datasource").put("type", "grafana").put("uid", "-- Grafana --");
        builtIn.put("enable", true).put("hide", true).put("iconColor", "rgba(0, 211, 255, 1)");
        builtIn.put("name", "Annotations & Alerts").put("type", "dashboard");
    }

    /** Lets the person choose data source, job, instance and server. */
    Dashboard choosesServer() {
        ObjectNode source = variables.addObject().put("name", "datasource").put("label", "Data Source");
        source.put("type", "datasource")
                .put("query", "prometheus")
                .put("regex", "")
                .put("refresh", 1);
        source.put("hide", 0).put("includeAll", false).put("multi", false).put("skipUrlSync", false);
        source.putObject("current");
        source.putArray("options");
        choice("job", "Job", "label_values(dragonfork_build_info, job)");
        choice("instance", "Instance", "label_values(dragonfork_build_info{job=~\"$job\"}, instance)");
        return choice(
                "core", "Core", "label_values(dragonfork_build_info{job=~\"$job\",instance=~\"$instance\"}, core)");
    }

    /** And stream. */
    Dashboard choosesStream() {
        return choice(
                "stream_id",
                "Stream",
                Queries.expand("label_values(dragonfork_webrtc_sessions_started_total{%core}, stream_id)"));
    }

    /** Marks the times at which an expression has a value, in all panels or in those with these titles. */
    Dashboard marks(String name, String expression, String title, String text, String... panelTitles) {
        ObjectNode mark = annotations.addObject();
        mark.set("datasource", Queries.datasource());
        mark.put("enable", true).put("hide", false).put("iconColor", "red").put("name", name);
        mark.put("expr", Queries.expand(expression)).put("step", "30s").put("useValueForTime", false);
        mark.put("titleFormat", title).put("textFormat", text).put("tagKeys", "severity");
        if (panelTitles.length > 0) {
            ArrayNode ids = mark.putObject("filter").put("exclude", false).putArray("ids");
            for (String wanted : panelTitles) {
                ids.add(number(wanted));
            }
        }
        return this;
    }

    /** Marks the times at which an alert of the bundle fired, in all panels. */
    Dashboard marksAlerts() {
        return marks(
                "Alerts",
                "ALERTS{alertname=~\"WebRTC.*\",alertstate=\"firing\"}",
                "{{alertname}}",
                "{{severity}} {{core}} {{stream_id}}");
    }

    /** Begins a row. */
    Dashboard row(String title) {
        nextLine();
        ObjectNode row =
                panels.addObject().put("type", "row").put("title", title).put("collapsed", false);
        row.put("id", register(title));
        row.putObject("gridPos").put("h", 1).put("w", COLUMNS).put("x", 0).put("y", y);
        row.putArray("panels");
        y++;
        return this;
    }

    /** Puts a panel to the right of the one before, or below when there is no room. */
    Dashboard panel(int width, int height, Panel panel) {
        if (x + width > COLUMNS) {
            nextLine();
        }
        panels.add(panel.json(register(panel.title()), x, y, width, height));
        x += width;
        lineHeight = Math.max(lineHeight, height);
        return this;
    }

    /** A panel over the whole width that holds text in Markdown. */
    Dashboard text(int height, String title, String markdown) {
        nextLine();
        ObjectNode panel = panels.addObject().put("type", "text").put("title", title);
        panel.put("id", register(title));
        panel.putObject("gridPos")
                .put("h", height)
                .put("w", COLUMNS)
                .put("x", 0)
                .put("y", y);
        panel.putObject("options").put("mode", "markdown").put("content", markdown);
        y += height;
        return this;
    }

    /** The file. */
    String file() {
        json.putObject("annotations").set("list", annotations);
        json.set("links", links());
        json.putObject("templating").set("list", variables);
        json.set("panels", panels);
        return Json.text(json);
    }

    private static ArrayNode links() {
        ArrayNode links = Json.array();
        ObjectNode others = links.addObject().put("type", "dashboards").put("title", "Dragon Fork");
        others.set("tags", Json.texts(TAG));
        others.put("asDropdown", true)
                .put("icon", "external link")
                .put("includeVars", true)
                .put("keepTime", true);
        others.put("targetBlank", false).put("tooltip", "The other dashboards").put("url", "");
        ObjectNode runbook = links.addObject().put("type", "link").put("title", "Runbook");
        runbook.set("tags", Json.array());
        runbook.put("asDropdown", false)
                .put("icon", "doc")
                .put("includeVars", false)
                .put("keepTime", false);
        runbook.put("targetBlank", true).put("tooltip", "What each alert means and what to do");
        runbook.put("url", "/d/" + RunbookDashboard.UID);
        return links;
    }

    private Dashboard choice(String name, String label, String query) {
        ObjectNode choice =
                variables.addObject().put("name", name).put("label", label).put("type", "query");
        choice.set("datasource", Queries.datasource());
        choice.put("definition", query);
        choice.putObject("query")
                .put("qryType", 1)
                .put("query", query)
                .put("refId", "PrometheusVariableQueryEditor-VariableQuery");
        choice.put("includeAll", true)
                .put("multi", true)
                .put("allValue", ".+")
                .put("refresh", 2)
                .put("sort", 1);
        choice.put("regex", "").put("hide", 0).put("skipUrlSync", false);
        ObjectNode current = choice.putObject("current").put("selected", true);
        current.set("text", Json.texts("All"));
        current.set("value", Json.texts("$__all"));
        choice.putArray("options");
        return this;
    }

    private void nextLine() {
        y += lineHeight;
        x = 0;
        lineHeight = 0;
    }

    private int register(String title) {
        titles.add(title);
        return titles.size();
    }

    private int number(String title) {
        int index = titles.indexOf(title);
        if (index < 0) {
            throw new IllegalArgumentException("there is no panel '" + title + "'");
        }
        return index + 1;
    }
}
