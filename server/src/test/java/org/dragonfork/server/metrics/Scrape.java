package org.dragonfork.server.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scrape in text format 0.0.4, read strictly: a line that is none of the format's fails the test. */
public record Scrape(Map<String, Double> samples, Map<String, String> types, Map<String, String> helps) {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([-+]?[0-9][-+.0-9eE]*|[+-]?Inf|NaN)");

    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"(?:,|$)");

    public static Scrape read(String text) {
        Map<String, Double> samples = new LinkedHashMap<>();
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, String> helps = new LinkedHashMap<>();
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new AssertionError("the last line does not end");
        }
        for (String line : text.lines().toList()) {
            if (line.startsWith("# HELP ")) {
                once(helps, line.substring(7), line);
            } else if (line.startsWith("# TYPE ")) {
                once(types, line.substring(7), line);
            } else {
                Matcher sample = SAMPLE.matcher(line);
                if (!sample.matches()) {
                    throw new AssertionError("no line of the format: " + line);
                }
                String labels = sample.group(2) == null ? "" : labels(sample.group(2));
                String key = sample.group(1) + "{" + labels + "}";
                if (samples.put(key, Double.parseDouble(sample.group(3).replace("Inf", "Infinity"))) != null) {
                    throw new AssertionError("twice: " + key);
                }
            }
        }
        return new Scrape(samples, types, helps);
    }

    private static void once(Map<String, String> all, String rest, String line) {
        int blank = rest.indexOf(' ');
        if (all.put(rest.substring(0, blank), rest.substring(blank + 1)) != null) {
            throw new AssertionError("twice: " + line);
        }
    }

    /** Labels by name, so that their order does not matter. */
    private static String labels(String text) {
        Map<String, String> all = new TreeMap<>();
        int at = 0;
        Matcher label = LABEL.matcher(text);
        while (at < text.length()) {
            if (!label.find(at) || label.start() != at) {
                throw new AssertionError("no labels: " + text);
            }
            all.put(label.group(1), label.group(2));
            at = label.end();
        }
        var sorted = new StringBuilder();
        all.forEach((name, value) -> sorted.append(sorted.isEmpty() ? "" : ",")
                .append(name)
                .append("=\"")
                .append(value)
                .append('"'));
        return sorted.toString();
    }

    /** The value of one series, whose labels stand in the order of their names. */
    public double value(String series) {
        Double value = samples.get(series);
        if (value == null) {
            throw new AssertionError("no series " + series);
        }
        return value;
    }

    public boolean has(String series) {
        return samples.containsKey(series);
    }

    /** The series in which a text occurs. */
    public Set<String> seriesWith(String text) {
        var found = new TreeSet<String>();
        samples.keySet().stream().filter(series -> series.contains(text)).forEach(found::add);
        return found;
    }

    /** The samples that are not the same in {@code before}, by how much; a new one counts from zero, unless it is zero. */
    public Map<String, Double> since(Scrape before) {
        Map<String, Double> moved = new TreeMap<>();
        samples.forEach((series, value) -> {
            double difference = value - before.samples().getOrDefault(series, 0.0);
            if (difference != 0) {
                moved.put(series, difference);
            }
        });
        before.samples().keySet().stream()
                .filter(series -> !samples.containsKey(series))
                .forEach(series -> moved.put(series, Double.NaN));
        return moved;
    }
}
