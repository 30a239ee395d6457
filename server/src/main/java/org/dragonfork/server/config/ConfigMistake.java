package org.dragonfork.server.config;

/**
 * One value that cannot be used.
 *
 * @param key the key, and in brackets where the value came from
 * @param value the value as it came, or a remark in its place where it may hold a secret
 * @param allowed what the key takes
 */
public record ConfigMistake(String key, String value, String allowed) {
    /** The mistake in one line. */
    public String line() {
        return key + " is " + value + "; allowed: " + allowed;
    }
}
