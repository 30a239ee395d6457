package org.dragonfork.server.ffmpeg;

import java.util.regex.Pattern;

/** Takes the passwords out of addresses before anybody sees them. */
final class Masked {
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s]+@");
    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:passphrase|password|passwd|token|secret|streamkey)=)[^&\\s'\",]+");

    private Masked() {}

    /** The text with the user part and the secrets of every URL in it made unreadable. */
    static String text(String text) {
        return SECRET.matcher(USER_INFO.matcher(text).replaceAll("$1***@")).replaceAll("$1***");
    }
}
