package org.dragonfork.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression asks for: its selectors, and the functions each stands in. Not a parser: whether it is an expression at
 * all promtool says.
 *
 * @param selectors in the order of the text
 */
record PromQl(String text, List<Selector> selectors) {
    private static final Pattern TOKEN = Pattern.compile(
            // strings, durations and numbers, names (with the variables of Grafana), everything else one by one
            "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|[0-9.][0-9a-zA-Z._]*|[a-zA-Z_:][a-zA-Z0-9_:]*"
                    + "|\\$\\{?[a-zA-Z_]+\\}?|=~|!~|!=|==|<=|>=|\\S");

    private static final Set<String> LABEL_LISTS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "start", "end", "atan2");

    /**
     * A name with its conditions.
     *
     * @param matchers as they stand, for instance {@code job=~"$job"}
     * @param range what stands in the brackets after it, empty for an instant
     * @param functions around it, the innermost first
     */
    record Selector(String metric, List<String> matchers, String range, List<String> functions) {}

    static PromQl of(String text) {
        var tokens = new ArrayList<String>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return new PromQl(text, new Reader(tokens).selectors());
    }

    /** Names of all series asked for. */
    Set<String> metrics() {
        var names = new TreeSet<String>();
        selectors.forEach(selector -> names.add(selector.metric()));
        return names;
    }

    /** Reads tokens from left to right. */
    private static final class Reader {
        private final List<String> tokens;
        private final List<Selector> found = new ArrayList<>();
        /** Names before the parentheses that are open, empty for those without. */
        private final List<String> open = new ArrayList<>();

        private int at;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        List<Selector> selectors() {
            while (at < tokens.size()) {
                String token = tokens.get(at);
                if (LABEL_LISTS.contains(token)) {
                    at++;
                    if (peek().equals("(")) {
                        until(")");
                    }
                } else if (token.equals("[")) {
                    until("]");
                } else if (token.equals("(")) {
                    open.add("");
                    at++;
                } else if (token.equals(")")) {
                    open.removeLast();
                    at++;
                } else if (isName(token)) {
                    name(token);
                } else {
                    at++;
                }
            }
            return found;
        }

        private void name(String token) {
            at++;
            if (WORDS.contains(token.toLowerCase(Locale.ROOT))) {
                return;
            }
            if (peek().equals("by") || peek().equals("without")) {
                // An aggregation with its labels in front: sum by (core) (…).
                at++;
                until(")");
            }
            if (peek().equals("(")) {
                open.add(token);
                at++;
                return;
            }
            List<String> matchers = peek().equals("{") ? matchers() : List.of();
            String range = "";
            if (peek().equals("[")) {
                int from = at + 1;
                until("]");
                range = String.join("", tokens.subList(from, at - 1));
            }
            found.add(new Selector(
                    token,
                    matchers,
                    range,
                    open.reversed().stream().filter(name -> !name.isEmpty()).toList()));
        }

        private List<String> matchers() {
            int from = at + 1;
            until("}");
            var all = new ArrayList<String>();
            var one = new StringBuilder();
            for (String token : tokens.subList(from, at)) {
                if (token.equals(",") || token.equals("}")) {
                    if (!one.isEmpty()) {
                        all.add(one.toString());
                    }
                    one.setLength(0);
                } else {
                    one.append(token);
                }
            }
            return all;
        }

        private void until(String last) {
            while (!tokens.get(at).equals(last)) {
                at++;
            }
            at++;
        }

        private String peek() {
            return at < tokens.size() ? tokens.get(at) : "";
        }

        private static boolean isName(String token) {
            return token.matches("[a-zA-Z_:].*");
        }
    }
}
