package org.dragonfork.observability;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Values over time as SVG: lines, bars, or rows of states. */
final class DrawnChart {
    private static final String[] PALETTE = {"#73bf69", "#f2cc0c", "#8ab8ff", "#ff780a", "#f2495c", "#5794f2"};
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Room for the names of rows, and for the numbers of the axis. */
    private static final int LEFT = 82;

    private static final int BOTTOM = 18;
    private static final int TICK_SECONDS = 900;

    private final JsonNode custom;
    private final DrawnField field;
    private final List<DrawnSeries> all;
    private final int width;
    private final int height;
    private final long from;
    private final long to;
    private final int step;
    private final StringBuilder svg = new StringBuilder();

    /** Values of {@code all}, {@code step} seconds apart, on so many pixels. */
    DrawnChart(JsonNode panel, List<DrawnSeries> all, int width, int height, DrawnBoard.Span span) {
        this.field = DrawnField.of(panel, "");
        this.custom = field.defaults().path("custom");
        this.all = all;
        this.width = width;
        this.height = height;
        this.from = span.from();
        this.to = span.to();
        this.step = span.step();
    }

    static String palette(int index) {
        return PALETTE[index % PALETTE.length];
    }

    String states() {
        double row = (height - BOTTOM) / (double) all.size();
        for (int i = 0; i < all.size(); i++) {
            DrawnSeries series = all.get(i);
            text(LEFT - 6, row * (i + 0.5) + 4, "end", series.name());
            for (DrawnSeries.Point point : series.points()) {
                if (point.time() < to) {
                    rect(point.time(), row * (i + 0.1), row * 0.8, field.colour(point.value()));
                }
            }
        }
        return finish();
    }

    String lines() {
        boolean stacked = custom.path("stacking").path("mode").asString().equals("normal");
        boolean bars = custom.path("drawStyle").asString().equals("bars");
        Map<Long, Double> tops = new HashMap<>();
        double highest = 0;
        double low = field.defaults().path("min").asDouble(0);
        for (DrawnSeries series : all) {
            for (DrawnSeries.Point point : series.points()) {
                double top = stacked ? tops.merge(point.time(), point.value(), Double::sum) : point.value();
                highest = Math.max(highest, top);
                low = Math.min(low, point.value());
            }
        }
        tops.clear();
        double high = field.defaults().path("max").asDouble(highest == 0 ? 1 : highest * 1.1);
        axis(low, high);
        for (int i = 0; i < all.size(); i++) {
            var path = new StringBuilder();
            long before = Long.MIN_VALUE / 2;
            for (DrawnSeries.Point point : all.get(i).points()) {
                double top = stacked ? tops.merge(point.time(), point.value(), Double::sum) : point.value();
                double y = y(top, low, high);
                if (bars && point.time() < to) {
                    rect(point.time(), y, y(low, low, high) - y, palette(i));
                }
                path.append(point.time() - before > step ? 'M' : 'L')
                        .append(String.format(Locale.ROOT, "%.1f %.1f", x(point.time()), y));
                before = point.time();
            }
            if (!bars) {
                svg.append("<path fill='none' stroke-width='1.5' stroke='" + palette(i) + "' d='" + path + "'/>");
            }
        }
        return finish();
    }

    private void axis(double low, double high) {
        double rough = (high - low) / 4;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double apart = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
        for (double tick = Math.ceil(low / apart) * apart; tick <= high; tick += apart) {
            across(y(tick, low, high), "#33353b", "");
            text(LEFT - 6, y(tick, low, high) + 4, "end", field.tick(tick));
        }
        if (!custom.path("thresholdsStyle").path("mode").asString("off").equals("off")) {
            for (JsonNode limit : field.thresholds().path("steps")) {
                double value = limit.path("value").asDouble(Double.NaN);
                if (value >= low && value <= high) {
                    String colour = DrawnField.colour(limit.path("color").asString());
                    across(y(value, low, high), colour, " stroke-dasharray='6 4'");
                }
            }
        }
    }

    private void across(double y, String colour, String more) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class='axis' x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='%s'%s/>",
                LEFT,
                width,
                y,
                y,
                colour,
                more));
    }

    private void rect(long time, double y, double tall, String colour) {
        double wide = Math.min(x(time + step), width) - x(time);
        svg.append(String.format(
                Locale.ROOT,
                "<rect shape-rendering='crispEdges' x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>",
                x(time),
                y,
                wide,
                tall,
                colour));
    }

    private void text(double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>",
                x,
                y,
                anchor,
                DrawnBoard.escaped(text)));
    }

    private double x(long time) {
        return LEFT + (width - LEFT) * (double) (time - from) / (to - from);
    }

    private double y(double value, double low, double high) {
        return 6 + (height - BOTTOM - 6) * (1 - (value - low) / (high - low));
    }

    private String finish() {
        for (long time = from - from % TICK_SECONDS + TICK_SECONDS; time < to; time += TICK_SECONDS) {
            text(x(time), height - 4, "middle", CLOCK.format(Instant.ofEpochSecond(time)));
        }
        return "<svg width='" + width + "' height='" + height + "'>" + svg + "</svg>";
    }
}
