package org.dragonfork.load;

import java.util.Locale;

/**
 * Why a viewer did not get, or did not keep, what it came for.
 *
 * @param stage how far it had come
 * @param status of the HTTP answer, 0 when that was not what failed
 * @param reason a short word that stays the same; at most {@value #MAX_REASON} characters of a to z, 0 to 9, - and _
 * @param detail for people, of the first that failed so; one line
 */
record Failure(Stage stage, int status, String reason, String detail) {
    static final int MAX_REASON = 60;
    private static final int MAX_DETAIL = 200;

    /** How far a viewer comes, in order. */
    enum Stage {
        SOCKET,
        HTTP,
        ANSWER,
        ICE,
        DTLS,
        MEDIA;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Failure(Stage stage, String reason, String detail) {
        this(stage, 0, reason, detail);
    }

    Failure {
        reason = word(reason);
        detail = line(detail);
    }

    /** What came from a server must not paint on somebody's terminal, nor fill it. */
    private static String line(String text) {
        String clean = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() <= MAX_DETAIL ? clean : clean.substring(0, MAX_DETAIL) + "...";
    }

    private static String word(String text) {
        String clean = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "_");
        return clean.length() <= MAX_REASON ? clean : clean.substring(0, MAX_REASON);
    }
}
