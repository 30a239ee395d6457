package org.dragonfork.observability;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One panel of a dashboard while it is made; its place and number the dashboard gives. */
final class Panel {
    private static final String NO_VALUE = "–";

    private final ObjectNode json = Json.object();
    private final ObjectNode defaults = Json.object();
    private final ObjectNode custom = Json.object();
    private final ObjectNode options = Json.object();
    private final ArrayNode overrides = Json.array();
    private final List<ObjectNode> targets = new ArrayList<>();
    private final String title;
    private final boolean instant;

    private Panel(String type, String title, String description, boolean instant) {
        this.title = title;
        this.instant = instant;
        json.put("type", type).put("title", title).put("description", description);
        defaults.set("thresholds", Thresholds.NONE.json());
        defaults.put("noValue", NO_VALUE);
    }

    /** One or few numbers, coloured. */
    static Panel stat(String title, String description) {
        var panel = new Panel("stat", title, description, true);
        panel.options.put("colorMode", "value").put("graphMode", "none").put("justifyMode", "center");
        panel.options
                .put("orientation", "auto")
                .put("textMode", "value_and_name")
                .put("wideLayout", false);
        panel.reduceToLast();
        panel.defaults.putObject("color").put("mode", "thresholds");
        return panel;
    }

    /** A dial. */
    static Panel gauge(String title, String description) {
        var panel = new Panel("gauge", title, description, true);
        panel.options.put("orientation", "auto").put("showThresholdLabels", false);
        panel.options.put("showThresholdMarkers", true);
        panel.reduceToLast();
        panel.defaults.putObject("color").put("mode", "thresholds");
        return panel;
    }

    /** Lines over time. */
    static Panel lines(String title, String description) {
        var panel = new Panel("timeseries", title, description, false);
        panel.custom.put("drawStyle", "line").put("lineInterpolation", "linear").put("lineWidth", 1);
        panel.custom.put("fillOpacity", 10).put("showPoints", "never").put("spanNulls", false);
        panel.custom.putObject("stacking").put("group", "A").put("mode", "none");
        panel.custom.putObject("thresholdsStyle").put("mode", "off");
        panel.custom.put("axisSoftMin", 0);
        panel.defaults.putObject("color").put("mode", "palette-classic");
        panel.options
                .putObject("legend")
                .put("displayMode", "list")
                .put("placement", "bottom")
                .put("showLegend", true)
                .putArray("calcs");
        panel.options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
        return panel;
    }

    /** Rows of labels with their present value. */
    static Panel table(String title, String description) {
        var panel = new Panel("table", title, description, true);
        panel.custom.put("align", "auto").put("inspect", false);
        panel.custom.putObject("cellOptions").put("type", "auto");
        panel.defaults.putObject("color").put("mode", "thresholds");
        panel.options.put("cellHeight", "sm").put("showHeader", true);
        panel.options.putObject("footer").put("show", false).putArray("reducer").add("sum");
        return panel;
    }

    /** A bar for each series, coloured over time. */
    static Panel timeline(String title, String description) {
        var panel = new Panel("state-timeline", title, description, false);
        panel.custom.put("fillOpacity", 70).put("lineWidth", 0).put("spanNulls", false);
        panel.defaults.putObject("color").put("mode", "thresholds");
        panel.options.put("mergeValues", true).put("rowHeight", 0.9).put("showValue", "never");
        panel.options
                .putObject("legend")
                .put("displayMode", "list")
                .put("placement", "bottom")
                .put("showLegend", false);
        panel.options.putObject("tooltip").put("mode", "single").put("sort", "none");
        return panel;
    }

    /** How the buckets of a histogram fill over time. */
    static Panel heatmap(String title, String description) {
        var panel = new Panel("heatmap", title, description, false);
        panel.options.put("calculate", false).put("cellGap", 1);
        panel.options
                .putObject("color")
                .put("mode", "scheme")
                .put("scheme", "Oranges")
                .put("steps", 64);
        panel.options.putObject("legend").put("show", true);
        panel.options.putObject("rowsFrame").put("layout", "auto");
        panel.options.putObject("tooltip").put("mode", "single").put("yHistogram", false);
        panel.options.putObject("yAxis").put("axisPlacement", "left").put("reverse", false);
        return panel;
    }

    /** Adds an expression, see {@link Queries#expand}; {@code legend} names its series. */
    Panel query(String expression, String legend) {
        ObjectNode target = Json.object();
        target.set("datasource", Queries.datasource());
        target.put("editorMode", "code").put("expr", Queries.expand(expression));
        target.put("format", format()).put("instant", instant).put("range", !instant);
        target.put("legendFormat", legend).put("refId", String.valueOf((char) ('A' + targets.size())));
        targets.add(target);
        return this;
    }

    /** Unit of the values, by Grafana's name of it. */
    Panel unit(String unit) {
        if (type().equals("heatmap")) {
            ((ObjectNode) options.path("yAxis")).put("unit", unit);
        }
        defaults.put("unit", unit);
        return this;
    }

    Panel decimals(int decimals) {
        defaults.put("decimals", decimals);
        return this;
    }

    Panel thresholds(Thresholds thresholds) {
        defaults.set("thresholds", thresholds.json());
        return this;
    }

    /** Draws a line at each threshold. */
    Panel thresholdLines(Thresholds thresholds) {
        custom.putObject("thresholdsStyle").put("mode", "line");
        return thresholds(thresholds);
    }

    Panel range(double min, double max) {
        defaults.set("min", Json.number(min));
        defaults.set("max", Json.number(max));
        return this;
    }

    Panel stacked() {
        custom.putObject("stacking").put("group", "A").put("mode", "normal");
        custom.put("fillOpacity", 40);
        return this;
    }

    Panel bars() {
        custom.put("drawStyle", "bars").put("fillOpacity", 80);
        return this;
    }

    /** What stands there when there is no value. */
    Panel empty(String words) {
        defaults.put("noValue", words);
        return this;
    }

    /** Fills the panel with the colour of the value. */
    Panel background() {
        options.put("colorMode", "background");
        return this;
    }

    /** Says a word instead of this value. */
    Panel word(int value, String word, String colour) {
        ArrayNode mappings = defaults.withArray("mappings");
        ObjectNode mapping = mappings.addObject().put("type", "value");
        mapping.putObject("options")
                .putObject(Integer.toString(value))
                .put("color", colour)
                .put("index", mappings.size() - 1)
                .put("text", word);
        return this;
    }

    /** Other thresholds for the series of this name. */
    Panel thresholdsOf(String series, Thresholds thresholds) {
        ObjectNode override = overrides.addObject();
        override.putObject("matcher").put("id", "byName").put("options", series);
        override.putArray("properties").addObject().put("id", "thresholds").set("value", thresholds.json());
        return this;
    }

    /** Of a table: columns in this order under these names; all others are hidden. Pairs of label and name. */
    Panel columns(String... labelsAndNames) {
        ObjectNode names = Json.object();
        ObjectNode order = Json.object();
        ArrayNode kept = Json.array();
        for (int i = 0; i < labelsAndNames.length; i += 2) {
            kept.add(labelsAndNames[i]);
            order.put(labelsAndNames[i], i / 2);
            names.put(labelsAndNames[i], labelsAndNames[i + 1]);
        }
        ArrayNode transformations = json.putArray("transformations");
        transformations
                .addObject()
                .put("id", "filterFieldsByName")
                .putObject("options")
                .putObject("include")
                .set("names", kept);
        ObjectNode organize = transformations.addObject().put("id", "organize").putObject("options");
        organize.putObject("excludeByName");
        organize.set("indexByName", order);
        organize.set("renameByName", names);
        ArrayNode sort = options.putArray("sortBy");
        sort.addObject().put("desc", true).put("displayName", labelsAndNames[labelsAndNames.length - 1]);
        return this;
    }

    String title() {
        return title;
    }

    /** The panel at a place of the grid of 24 columns. */
    ObjectNode json(int id, int x, int y, int width, int height) {
        ObjectNode out = json.deepCopy();
        out.put("id", id);
        out.set("datasource", Queries.datasource());
        out.putObject("gridPos").put("h", height).put("w", width).put("x", x).put("y", y);
        ObjectNode fields = out.putObject("fieldConfig");
        ObjectNode values = defaults.deepCopy();
        values.set("custom", custom.deepCopy());
        fields.set("defaults", values);
        fields.set("overrides", overrides.deepCopy());
        out.set("options", options.deepCopy());
        ArrayNode queries = out.putArray("targets");
        targets.forEach(target -> queries.add(target.deepCopy()));
        return out;
    }

    private void reduceToLast() {
        ObjectNode reduce = options.putObject("reduceOptions").put("fields", "").put("values", false);
        reduce.putArray("calcs").add("lastNotNull");
    }

    private String format() {
        return switch (type()) {
            case "table" -> "table";
            case "heatmap" -> "heatmap";
            default -> "time_series";
        };
    }

    private String type() {
        return json.path("type").asString();
    }
}
