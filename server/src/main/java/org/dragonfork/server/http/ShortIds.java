package org.dragonfork.server.http;

import java.security.SecureRandom;

/** Ids for what came without one: 22 characters that nobody mistakes for one another, about 128 bits. */
final class ShortIds {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private static final int LENGTH = 22;

    private final SecureRandom random = new SecureRandom();

    /** One that was never given before, and cannot be guessed. */
    String next() {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }
}
