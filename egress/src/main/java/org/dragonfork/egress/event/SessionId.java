package org.dragonfork.egress.event;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The unguessable name of one viewer's WHEP session, the last part of its URL.
 *
 * @param value 32 hex digits: 128 random bits (WHEP section 5)
 */
public record SessionId(String value) {
    private static final int BYTES = 16;

    /** Makes a new id; {@code random} must be a cryptographic source. */
    public static SessionId generate(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SessionId(HexFormat.of().formatHex(bytes));
    }

    /**
     * The first 12 digits: enough to tell the sessions of a server apart, while the 80 bits that are left cannot be guessed.
     * What people who run the server are shown, and name a session by.
     */
    public String publicPart() {
        return value.substring(0, Math.min(12, value.length()));
    }

    /** Possession of the id is what authorises, so only its first 6 digits are shown. */
    @Override
    public String toString() {
        return value.length() > 6 ? value.substring(0, 6) + "…" : value;
    }
}
