package org.dragonfork.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The one login of a server. Nothing of it is printed.
 *
 * @param secret what the tokens are signed with, together with name and password; not empty
 */
public record Credentials(String username, String password, String secret) {
    /** What RFC 7518 section 3.2 asks for; a shorter key is filled with zeros, which leaves HMAC as it is (RFC 2104). */
    private static final int LEAST_KEY_BYTES = 32;

    /** @throws IllegalArgumentException when a part is empty */
    public Credentials {
        if (username.isEmpty() || password.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException("a login has a name, a password and a secret");
        }
    }

    /** Whether this is the name and the password; takes as long for a wrong one as for the right one. */
    public boolean match(String name, String word) {
        // Always both, and as digests, so that neither length nor place of a difference shows.
        boolean nameIsRight = MessageDigest.isEqual(digest(name), digest(username));
        boolean passwordIsRight = MessageDigest.isEqual(digest(word), digest(password));
        return nameIsRight && passwordIsRight;
    }

    /** The key of the tokens, as the original makes it: another password or secret makes all tokens worthless. */
    byte[] key() {
        byte[] key = (username + password + secret).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(key, Math.max(key.length, LEAST_KEY_BYTES));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException cannotBe) {
            throw new IllegalStateException("every Java has SHA-256", cannotBe);
        }
    }

    @Override
    public String toString() {
        return "Credentials[not shown]";
    }
}
