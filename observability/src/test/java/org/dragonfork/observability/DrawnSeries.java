package org.dragonfork.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One series of an answer of Prometheus, named as its panel wants it; without what is no number. */
record DrawnSeries(String name, JsonNode labels, List<Point> points) {
    /** Seconds since 1970 and a value. */
    record Point(long time, double value) {}

    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)\\}\\}");

    /** All series of an answer that hold at least one number. */
    static List<DrawnSeries> of(String legend, JsonNode result) {
        var all = new ArrayList<DrawnSeries>();
        for (JsonNode row : result) {
            var points = new ArrayList<Point>();
            if (row.has("value")) {
                add(points, row.path("value"));
            }
            row.path("values").forEach(point -> add(points, point));
            if (!points.isEmpty()) {
                all.add(new DrawnSeries(name(legend, row.path("metric")), row.path("metric"), List.copyOf(points)));
            }
        }
        return all;
    }

    double last() {
        return points.getLast().value();
    }

    private static void add(List<Point> points, JsonNode point) {
        double value = Double.parseDouble(point.path(1).asString().replace("Inf", "Infinity"));
        if (Double.isFinite(value)) {
            points.add(new Point(point.path(0).asLong(), value));
        }
    }

    private static String name(String legend, JsonNode labels) {
        Matcher label = LABEL.matcher(legend);
        return label.replaceAll(
                found -> Matcher.quoteReplacement(labels.path(found.group(1)).asString("")));
    }
}
