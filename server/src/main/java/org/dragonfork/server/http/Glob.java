package org.dragonfork.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern for ids: {@code *} any text, {@code ?} any character, {@code [a-z]} one of some, {@code {a,b}} one of some texts,
 * a backslash before what is meant literally. Takes no more than the product of both lengths, whatever the pattern is.
 */
final class Glob {
    private static final int MAX_LENGTH = 500;

    private static final int MAX_ALTERNATIVES = 64;

    private final List<String> patterns;

    private Glob(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /** Reads one; empty when it is none, or too long. */
    static Optional<Glob> of(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        List<String> alternatives = new ArrayList<>();
        boolean good =
                expand("", pattern, alternatives) && alternatives.stream().allMatch(Glob::isClosed);
        return good ? Optional.of(new Glob(alternatives)) : Optional.empty();
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

    // The usual way: on a mismatch only the last star takes one character more.
    private static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int starText = 0;
        while (t < text.length()) {
            int length = p < pattern.length() ? unit(pattern, p) : 0;
            if (length > 0 && pattern.charAt(p) == '*') {
                star = p++;
                starText = t;
            } else if (length > 0 && takes(pattern, p, length, text.charAt(t))) {
                p += length;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
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
