package org.dragonfork.observability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A dashboard as one page of HTML without outside requests: an own drawing of its JSON, and not Grafana's. */
final class DrawnBoard {
    static final int WIDTH = 1632;
    private static final int COLUMN = WIDTH / 24;
    private static final int ROW = 34;
    private static final int HEAD = 30;
    private static final int LEGEND = 34;

    /** What a range query covers: from and to in seconds since 1970, and the seconds between values. */
    record Span(long from, long to, int step) {}

    /** Where the values come from: the rows of Prometheus' answer. */
    interface Source {
        JsonNode rows(BoardFile.Target target) throws Exception;
    }

    private static final String STYLE = """
            body{margin:0;background:#111217;color:#d8d9da;font:12px 'DejaVu Sans',sans-serif}
            h1{position:absolute;margin:6px 8px;font-size:16px}
            section{position:absolute;box-sizing:border-box;background:#181b1f;border:1px solid #25272c;overflow:hidden}
            section.row{background:none;border:none}
            h2{margin:4px 6px;font-size:12px;line-height:16px;height:16px;white-space:nowrap}
            .values{display:flex;flex-direction:column;justify-content:center;text-align:center;padding:0 4px}
            .values b{font-size:20px;display:block;white-space:nowrap}
            .values i{font-style:normal;font-size:11px;color:#9fa3a8;white-space:nowrap}
            .legend{padding:0 6px;line-height:15px}.legend u{text-decoration:none;margin-right:10px;white-space:nowrap}
            svg text{fill:#9fa3a8;font-size:10px}table{width:calc(100% - 12px);margin:0 6px;border-collapse:collapse}
            th,td{text-align:left;padding:3px;border-bottom:1px solid #25272c;font-size:11px}""";

    /** Only a browser knows how large text is: it marks panels that are cut off, and counts the shapes that can be seen. */
    private static final String SCRIPT = """
            for (const s of document.querySelectorAll('section')) {
              const boxes = [s, ...s.querySelectorAll('h2,.values,.legend,b,i')];
              s.dataset.cut = boxes.some(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth
                || e.scrollHeight > e.clientHeight + 1 && e.clientHeight)
                || [...s.querySelectorAll('svg text')].some(e => e.getBBox().x < 0);
              s.dataset.shapes = [...s.querySelectorAll('svg path, svg rect')].filter(e => e.getBBox().width > 0).length;
            }""";

    private final Source source;
    private final Span span;
    private final StringBuilder page = new StringBuilder();

    private DrawnBoard(Source source, Span span) {
        this.source = source;
        this.span = span;
    }

    static String html(BoardFile board, Source source, Span span) throws Exception {
        var drawn = new DrawnBoard(source, span);
        drawn.page.append("<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>" + escaped(board.title())
                + "</title><style>" + STYLE + "</style><body style='height:" + height(board) + "px'><h1>"
                + escaped(board.title()) + "</h1>");
        for (JsonNode panel : board.panels()) {
            drawn.panel(board, panel);
        }
        return drawn.page + "<script>" + SCRIPT + "</script></body></html>";
    }

    /** Pixels from the top to the end of the last panel. */
    static int height(BoardFile board) {
        return HEAD
                + board.panels().stream()
                        .map(panel -> panel.path("gridPos"))
                        .mapToInt(
                                at -> ROW * (at.path("y").asInt() + at.path("h").asInt()))
                        .max()
                        .orElse(0);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    private void panel(BoardFile board, JsonNode panel) throws Exception {
        JsonNode at = panel.path("gridPos");
        int width = at.path("w").asInt() * COLUMN - 6;
        int height = at.path("h").asInt() * ROW - 6;
        String type = panel.path("type").asString();
        var all = new ArrayList<DrawnSeries>();
        for (BoardFile.Target target : board.targets()) {
            if (target.panel().equals(panel)) {
                String legend = panel.path("targets")
                        .path(target.ref().charAt(0) - 'A')
                        .path("legendFormat")
                        .asString("");
                all.addAll(DrawnSeries.of(legend, source.rows(target)));
            }
        }
        boolean empty = all.isEmpty() && !type.equals("row");
        page.append(String.format(
                        Locale.ROOT,
                        "<section class='%s' data-empty='%s' style='left:%dpx;top:%dpx;width:%dpx;height:%dpx'><h2>",
                        type,
                        empty,
                        at.path("x").asInt() * COLUMN + 3,
                        at.path("y").asInt() * ROW + HEAD,
                        width,
                        height))
                .append(escaped(panel.path("title").asString()))
                .append("</h2>");
        if (empty) {
            page.append("<div class='values'><b>"
                    + escaped(panel.path("fieldConfig")
                            .path("defaults")
                            .path("noValue")
                            .asString("No data")) + "</b></div>");
        } else {
            int inner = height - HEAD;
            var chart =
                    new DrawnChart(panel, all, width - 12, inner - (type.equals("state-timeline") ? 0 : LEGEND), span);
            page.append(
                    switch (type) {
                        case "row" -> "";
                        case "stat", "gauge" -> numbers(panel, all, inner);
                        case "table" -> table(panel, all);
                        case "timeseries" -> chart.lines() + legend(all);
                        case "state-timeline" -> chart.states();
                        default -> throw new AssertionError("the drawing does not know panels of type " + type);
                    });
        }
        page.append("</section>\n");
    }

    private static String numbers(JsonNode panel, List<DrawnSeries> all, int height) {
        boolean background =
                panel.path("options").path("colorMode").asString("").equals("background");
        var text = new StringBuilder();
        String back = "none";
        for (DrawnSeries series : all) {
            DrawnField field = DrawnField.of(panel, series.name());
            String colour = field.colour(series.last());
            back = background ? colour : back;
            if (panel.path("type").asString().equals("gauge")) {
                text.append(arc(field, series.last(), colour));
            }
            text.append("<b style='color:" + (background ? "#111217" : colour) + "'>"
                    + escaped(field.text(series.last())) + "</b><i>" + escaped(series.name()) + "</i>");
        }
        return "<div class='values' style='height:" + height + "px;background:" + back + "'>" + text + "</div>";
    }

    private static String arc(DrawnField field, double value, String colour) {
        double min = field.defaults().path("min").asDouble(0);
        double part = (value - min) / (field.defaults().path("max").asDouble(100) - min);
        double angle = Math.PI * (1 - Math.clamp(part, 0.001, 1.0));
        String shape = "<path fill='none' stroke-width='14' stroke='%s' d='M12 56 A48 48 0 0 1 %.1f %.1f'/>";
        return "<svg width='120' height='60' style='margin:4px auto 0;flex:none'>"
                + String.format(Locale.ROOT, shape, "#33353b", 108.0, 56.0)
                + String.format(Locale.ROOT, shape, colour, 60 + 48 * Math.cos(angle), 56 - 48 * Math.sin(angle))
                + "</svg>";
    }

    private static String legend(List<DrawnSeries> all) {
        var text = new StringBuilder("<div class='legend'>");
        for (int i = 0; i < all.size(); i++) {
            text.append("<u><span style='color:" + DrawnChart.palette(i) + "'>\u25ac</span> "
                    + escaped(all.get(i).name()) + "</u> ");
        }
        return text + "</div>";
    }

    /** Columns and their names and order as the panel's transformations say. */
    private static String table(JsonNode panel, List<DrawnSeries> all) {
        JsonNode organized = panel.path("transformations").path(1).path("options");
        Map<Integer, String> columns = new TreeMap<>();
        organized
                .path("indexByName")
                .propertyStream()
                .forEach(column -> columns.put(column.getValue().asInt(), column.getKey()));
        if (columns.isEmpty()) {
            throw new AssertionError("the drawing does not know the columns of " + panel.path("title"));
        }
        var text = new StringBuilder("<table><tr>");
        columns.values()
                .forEach(name -> text.append("<th>"
                        + escaped(organized.path("renameByName").path(name).asString(name)) + "</th>"));
        all.stream()
                .sorted(Comparator.comparingDouble(DrawnSeries::last).reversed())
                .forEach(series -> {
                    text.append("</tr><tr>");
                    DrawnField field = DrawnField.of(panel, series.name());
                    columns.values()
                            .forEach(name -> text.append("<td>"
                                    + escaped(
                                            name.equals("Value")
                                                    ? field.text(series.last())
                                                    : series.labels().path(name).asString(""))
                                    + "</td>"));
                });
        return text + "</tr></table>";
    }
}
