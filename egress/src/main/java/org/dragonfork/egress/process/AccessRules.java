package org.dragonfork.egress.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which addresses FFmpeg may be given: one of the allowing patterns must be found in it, if there are any, and none of the
 * blocking ones. A pattern that takes too long on an address refuses it. Safe for use from any thread.
 */
public final class AccessRules {
    /** Nothing is refused. */
    public static final AccessRules ANY = new AccessRules(List.of(), List.of());

    // Steps of one pattern over one address: a linear one needs some per character, a catastrophic one never ends.
    private static final int MAX_STEPS = 500_000;

    private final List<Pattern> allow;
    private final List<Pattern> block;

    private AccessRules(List<Pattern> allow, List<Pattern> block) {
        this.allow = allow;
        this.block = block;
    }

    /**
     * Rules of these patterns, written as those of {@link Pattern}.
     *
     * @throws IllegalArgumentException with one line, when a pattern is none
     */
    public static AccessRules of(List<String> allow, List<String> block) {
        return new AccessRules(compiled(allow), compiled(block));
    }

    /** Whether there is any rule. */
    public boolean exist() {
        return !allow.isEmpty() || !block.isEmpty();
    }

    /**
     * Whether an address is admitted.
     *
     * @param forms ways to write the address that mean the same to FFmpeg, at least one: each must get past the blocking
     *     patterns, and one past the allowing ones
     */
    boolean admit(List<String> forms) {
        boolean blocked =
                block.stream().anyMatch(pattern -> forms.stream().anyMatch(form -> find(pattern, form, true)));
        boolean allowed = allow.isEmpty()
                || allow.stream().anyMatch(pattern -> forms.stream().anyMatch(form -> find(pattern, form, false)));
        return allowed && !blocked;
    }

    private static List<Pattern> compiled(List<String> patterns) {
        List<Pattern> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            try {
                compiled.add(Pattern.compile(pattern));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is no regular expression: " + e.getDescription(), e);
            }
        }
        return List.copyOf(compiled);
    }

    private static boolean find(Pattern pattern, String text, boolean whenTooMuch) {
        Matcher matcher = pattern.matcher(new BoundedText(text, new int[] {MAX_STEPS}));
        try {
            return matcher.find();
        } catch (TooMuch | StackOverflowError _) {
            return whenTooMuch;
        }
    }

    /** The steps are counted where every matcher must come by. */
    @SuppressWarnings("ArrayRecordComponent") // shared by the parts of one text on purpose
    private record BoundedText(String text, int[] steps) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--steps[0] < 0) {
                throw new TooMuch();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new BoundedText(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("", null, false, false);
        }
    }
}
