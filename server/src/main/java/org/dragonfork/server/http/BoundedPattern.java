package org.dragonfork.server.http;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression that a client sent. One that takes too long on a text is not found in it. */
final class BoundedPattern {
    private static final int MAX_LENGTH = 200;

    /** A linear pattern looks at each character of a label some times; one that goes on after this does not end. */
    private static final int MAX_STEPS = 20_000;

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Reads one; empty when it is none, or too long. */
    static Optional<BoundedPattern> of(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BoundedPattern(Pattern.compile(text)));
        } catch (PatternSyntaxException none) {
            return Optional.empty();
        }
    }

    boolean isFoundIn(String text) {
        try {
            return pattern.matcher(new CountedText(text)).find();
        } catch (TooManyStepsException | StackOverflowError tooMuch) {
            return false;
        }
    }

    private static final class TooManyStepsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyStepsException() {
            super("too many steps", null, false, false);
        }
    }

    /** Counts where every matcher must come by. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private int steps;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) {
                throw new TooManyStepsException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
