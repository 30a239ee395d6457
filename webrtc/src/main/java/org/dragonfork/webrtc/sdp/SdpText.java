package org.dragonfork.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;

/** The line level of SDP: limits, line ends and the {@code type=value} form. */
final class SdpText {
    /** Eight times the largest browser offer seen (8 KiB). */
    static final int MAX_LENGTH = 64 * 1024;

    /** Ten times the lines of the largest browser offer seen (217). */
    static final int MAX_LINES = 2048;

    /** The types of RFC 8866 section 9; a description with any other one is refused (section 5). */
    private static final String TYPES = "vosiuepcbtrzkam";

    private SdpText() {}

    /**
     * Splits at CRLF or LF. Blank lines are tolerated at the end only.
     *
     * @throws SdpSyntaxException when a limit is passed or a line has another form; the n-th line of the result is
     *     line n of the text
     */
    static List<SdpLine> lines(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new SdpSyntaxException(0, "longer than " + MAX_LENGTH + " characters");
        }
        int length = text.length();
        while (length > 0 && (text.charAt(length - 1) == '\n' || text.charAt(length - 1) == '\r')) {
            length--;
        }
        var lines = new ArrayList<SdpLine>();
        int start = 0;
        while (start < length) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 || feed > length ? length : feed;
            int next = end + 1;
            if (end > start && text.charAt(end - 1) == '\r') {
                end--;
            }
            if (lines.size() == MAX_LINES) {
                throw new SdpSyntaxException(MAX_LINES + 1, "more than " + MAX_LINES + " lines");
            }
            lines.add(line(text, start, end, lines.size() + 1));
            start = next;
        }
        return lines;
    }

    private static SdpLine line(String text, int start, int end, int number) {
        if (end - start < 2 || text.charAt(start + 1) != '=') {
            throw new SdpSyntaxException(number, "not of the form type=value");
        }
        char type = text.charAt(start);
        if (TYPES.indexOf(type) < 0) {
            throw new SdpSyntaxException(number, "unknown type before the equals sign");
        }
        for (int i = start; i < end; i++) {
            if (breaksLine(text.charAt(i))) {
                throw new SdpSyntaxException(number, "has a NUL or a bare CR");
            }
        }
        return new SdpLine(type, text.substring(start + 2, end));
    }

    /** The words of a value, separated by spaces; one empty word when there is none. */
    static List<String> words(String value) {
        return List.of(value.strip().split(" +", -1));
    }

    /** @throws IllegalArgumentException when {@code value} cannot stand on one line */
    static void check(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (breaksLine(value.charAt(i))) {
                throw new IllegalArgumentException("an SDP value cannot hold NUL, CR or LF");
            }
        }
    }

    /** Tells whether this is a token of RFC 8866 section 9: visible ASCII without separators. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || "\"(),/:;<=>?@[\\]".indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A decimal number of at most {@code most}, or -1. */
    static int number(String text, int most) {
        if (text.isEmpty() || text.length() > 9) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value <= most ? value : -1;
    }

    private static boolean breaksLine(char c) {
        return c == '\r' || c == '\n' || c == 0;
    }
}
