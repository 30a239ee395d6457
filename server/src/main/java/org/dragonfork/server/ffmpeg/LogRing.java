package org.dragonfork.server.ffmpeg;

import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines a process said, without the passwords in its addresses; thread-safe. */
final class LogRing {
    /** Enough for the banner of a process with several outputs and what it said when it died. */
    static final int MAX_LINES = 100;

    private static final int MAX_LENGTH = 1024;
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s]+@");
    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:passphrase|password|passwd|token|secret|streamkey)=)[^&\\s'\",]+");

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    /** The text with the user part and the secrets of every URL in it made unreadable. */
    static String masked(String text) {
        return SECRET.matcher(USER_INFO.matcher(text).replaceAll("$1***@")).replaceAll("$1***");
    }

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        String masked = masked(line.stripTrailing());
        lines.addLast(masked.length() > MAX_LENGTH ? masked.substring(0, MAX_LENGTH) : masked);
        if (lines.size() > MAX_LINES) {
            lines.removeFirst();
        }
    }

    synchronized List<String> tail() {
        return List.copyOf(lines);
    }
}
