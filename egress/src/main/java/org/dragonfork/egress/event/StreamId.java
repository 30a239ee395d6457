package org.dragonfork.egress.event;

/**
 * The id of a stream, which is the id of the process that feeds it. Compared exactly.
 *
 * @param value 1 to 200 characters without control characters, blanks or slashes; colons are usual
 */
public record StreamId(String value) {
    /** Long enough for every id a known client makes, short enough for a log line. */
    public static final int MAX_LENGTH = 200;

    /** @throws IllegalArgumentException when the text is no valid id */
    public StreamId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a stream id has 1 to " + MAX_LENGTH
                    + " characters, none of them a slash, a blank or a control character");
        }
    }

    /** Whether {@code value} can be an id at all; ids from outside are asked this before anything is looked up. */
    public static boolean isValid(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        return value.chars()
                .noneMatch(c -> c == '/' || c == '\\' || c <= ' ' || (c >= 0x7f && c < 0xa1) || c == 0xfffd);
    }

    @Override
    public String toString() {
        return value;
    }
}
