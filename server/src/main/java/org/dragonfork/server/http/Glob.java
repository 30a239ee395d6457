package org.dragonfork.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern for ids: {@code *} any text, {@code ?} any character, {@code [a-z]} one of some, {@code {a,b}} one of some texts,
 * a backslash before what is meant literally. For paths: the same, but that only {@code **} goes past a slash. Takes no more
 * than the product of both lengths, whatever the pattern is.
 */
final class Glob {
    private static final int MAX_LENGTH = 500;

    private static final int MAX_ALTERNATIVES = 64;

    private final List<String> patterns;
    private final boolean paths;

    private Glob(List<String> patterns, boolean paths) {
        this.patterns = List.copyOf(patterns);
        this.paths = paths;
    }

    /** Reads one for ids; empty when it is none, or too long. */
    static Optional<Glob> of(String pattern) {
        return of(pattern, false);
    }

    /** Reads one for paths; empty when it is none, or too long. */
    static Optional<Glob> ofPaths(String pattern) {
        return of(pattern, true);
    }

    private static Optional<Glob> of(String pattern, boolean paths) {
        if (pattern.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        List<String> alternatives = new ArrayList<>();
        boolean good =
                expand("", pattern, alternatives) && alternatives.stream().allMatch(Glob::isClosed);
        return good ? Optional.of(new Glob(alternatives, paths)) : Optional.empty();
    }

    boolean matches(String text) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, text));
    }

    private static boolean expand(String head, String tail, List<String> into) {
        int open = find(tail, '{', 0);
        if (open < 0) {
            into.add(head + tail);
            return into.size() <= MAX_ALTERNATIVES;
        }
        int close = find(tail, '}', open);
        if (close < 0) {
            return false;
        }
        int from = open + 1;
        while (from <= close) {
            int comma = find(tail, ',', from);
            int end = comma < 0 || comma > close ? close : comma;
            if (!expand(head + tail.substring(0, open) + tail.substring(from, end), tail.substring(close + 1), into)) {
                return false;
            }
            from = end + 1;
        }
        return true;
    }

    private static int find(String text, char wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isClosed(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
                if (i == pattern.length()) {
                    return false;
                }
            } else if (c == '[') {
                i = pattern.indexOf(']', i + 2);
                if (i < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    // After each unit of the pattern: up to which places of the text it may have come.
    private boolean matches(String pattern, String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        int at = 0;
        while (at < pattern.length()) {
            int length = unit(pattern, at);
            if (pattern.charAt(at) == '*') {
                boolean crosses = !paths || pattern.startsWith("**", at);
                length = pattern.startsWith("**", at) ? 2 : 1;
                star(reached, text, crosses);
            } else {
                one(reached, pattern, at, length, text);
            }
            at += length;
        }
        return reached[text.length()];
    }

    private static void star(boolean[] reached, String text, boolean crosses) {
        for (int i = 0; i < text.length(); i++) {
            reached[i + 1] |= reached[i] && (crosses || text.charAt(i) != '/');
        }
    }

    private void one(boolean[] reached, String pattern, int at, int length, String text) {
        boolean literal = pattern.charAt(at) != '?' && pattern.charAt(at) != '[';
        for (int i = text.length(); i > 0; i--) {
            char c = text.charAt(i - 1);
            reached[i] = reached[i - 1] && takes(pattern, at, length, c) && (literal || !paths || c != '/');
        }
        reached[0] = false;
    }

    private static int unit(String pattern, int at) {
        return switch (pattern.charAt(at)) {
            case '\\' -> 2;
            case '[' -> pattern.indexOf(']', at + 2) - at + 1;
            default -> 1;
        };
    }

    private static boolean takes(String pattern, int at, int length, char c) {
        return switch (pattern.charAt(at)) {
            case '?' -> true;
            case '\\' -> pattern.charAt(at + 1) == c;
            case '[' -> isOneOf(pattern.substring(at + 1, at + length - 1), c);
            default -> pattern.charAt(at) == c;
        };
    }

    private static boolean isOneOf(String set, char c) {
        boolean negated = set.charAt(0) == '!' || set.charAt(0) == '^';
        boolean found = false;
        for (int i = negated ? 1 : 0; i < set.length(); i++) {
            if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
                found |= set.charAt(i) <= c && c <= set.charAt(i + 2);
                i += 2;
            } else {
                found |= set.charAt(i) == c;
            }
        }
        return found != negated;
    }
}
