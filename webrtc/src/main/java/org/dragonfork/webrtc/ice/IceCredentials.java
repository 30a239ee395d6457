package org.dragonfork.webrtc.ice;

import java.util.random.RandomGenerator;

/**
 * The short-term credentials of one side of an ICE session (RFC 8445 section 5.3, grammar in RFC 8839 section 5.4).
 *
 * @param ufrag user name fragment, 4 to 256 ice-chars
 * @param pwd password, 22 to 256 ice-chars
 */
public record IceCredentials(String ufrag, String pwd) {
    private static final String ICE_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** 8 characters of 6 bits each: 48 bits, RFC 8445 section 5.3 asks for 24. */
    private static final int UFRAG_LENGTH = 8;

    /** 24 characters of 6 bits each: 144 bits, RFC 8445 section 5.3 asks for 128. */
    private static final int PWD_LENGTH = 24;

    /** @throws IllegalArgumentException when a part is too short, too long or has a character that is not an ice-char */
    public IceCredentials {
        check("ice-ufrag", ufrag, 4);
        check("ice-pwd", pwd, 22);
    }

    /** Makes new credentials; {@code random} must be a cryptographic source. */
    public static IceCredentials generate(RandomGenerator random) {
        return new IceCredentials(text(random, UFRAG_LENGTH), text(random, PWD_LENGTH));
    }

    /** The password is a secret, so it is left out. */
    @Override
    public String toString() {
        return "IceCredentials[ufrag=" + ufrag + "]";
    }

    private static String text(RandomGenerator random, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
        }
        return text.toString();
    }

    private static void check(String name, String value, int least) {
        if (value.length() < least || value.length() > 256) {
            throw new IllegalArgumentException(name + " has " + value.length() + " characters, allowed are " + least
                    + " to 256 (RFC 8839 section 5.4)");
        }
        for (int i = 0; i < value.length(); i++) {
            if (ICE_CHARS.indexOf(value.charAt(i)) < 0) {
                throw new IllegalArgumentException(
                        name + " has a character that is not an ice-char (RFC 8839 section 5.4)");
            }
        }
    }
}
