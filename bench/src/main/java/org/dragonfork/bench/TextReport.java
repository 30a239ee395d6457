package org.dragonfork.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints tables for people. */
final class TextReport {
    private static final int LINE = 100;

    private final PrintWriter out;

    TextReport(PrintWriter out) {
        this.out = out;
    }

    void print(Table table) {
        out.println();
        out.println(table.title() + "  [" + table.name() + "]");
        table.method().forEach(this::paragraph);
        var lines = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of(""));
        table.columns().forEach(column -> head.add(column.title()));
        lines.add(head);
        for (Row row : table.rows()) {
            var line = new ArrayList<>(List.of(row.what()));
            for (int i = 0; i < table.columns().size(); i++) {
                line.add(text(row.values().get(i), table.columns().get(i)));
            }
            lines.add(line);
        }
        lines.forEach(line -> out.println(aligned(line, widths(lines))));
        out.flush();
    }

    private void paragraph(String text) {
        var line = new StringBuilder("  ");
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > LINE) {
                out.println(line.toString().stripTrailing());
                line = new StringBuilder("  ");
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }

    private static String text(double value, Column column) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + column.decimals() + "f", value);
    }

    private static List<Integer> widths(List<List<String>> lines) {
        var widths = new ArrayList<Integer>();
        for (int i = 0; i < lines.getFirst().size(); i++) {
            int column = i;
            widths.add(lines.stream()
                    .mapToInt(line -> line.get(column).length())
                    .max()
                    .orElse(0));
        }
        return widths;
    }

    private static String aligned(List<String> cells, List<Integer> widths) {
        var line = new StringBuilder("  ");
        for (int i = 0; i < cells.size(); i++) {
            String blanks = " ".repeat(widths.get(i) - cells.get(i).length());
            line.append(i == 0 ? cells.get(i) + blanks : "  " + blanks + cells.get(i));
        }
        return line.toString().stripTrailing();
    }
}
