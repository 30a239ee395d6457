package org.dragonfork.webrtc.sdp;

/**
 * The {@code o=} line (RFC 8866 section 5.2).
 *
 * @param sessionId decimal digits; kept as text because senders use up to 64 bits without sign
 * @param sessionVersion decimal digits
 */
public record Origin(
        String username,
        String sessionId,
        String sessionVersion,
        String networkType,
        String addressType,
        String address) {
    private static final int MOST_DIGITS = 20;

    /** @throws IllegalArgumentException when a part is empty or has a space, or an id is not made of 1 to 20 digits */
    public Origin {
        checkWord(username);
        checkDigits(sessionId);
        checkDigits(sessionVersion);
        checkWord(networkType);
        checkWord(addressType);
        checkWord(address);
    }

    /** The origin RFC 9429 section 5.2.1 wants: no user name, no true address. */
    public static Origin anonymous(long sessionId, long version) {
        return new Origin("-", Long.toString(sessionId), Long.toString(version), "IN", "IP4", "127.0.0.1");
    }

    /** The text after {@code o=}. */
    public String text() {
        return String.join(" ", username, sessionId, sessionVersion, networkType, addressType, address);
    }

    private static void checkWord(String word) {
        SdpText.check(word);
        if (word.isEmpty() || word.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("a field of the origin is empty or has a space");
        }
    }

    private static void checkDigits(String digits) {
        boolean decimal = digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!decimal || digits.isEmpty() || digits.length() > MOST_DIGITS) {
            throw new IllegalArgumentException("session id and version of the origin are decimal numbers");
        }
    }
}
