package org.dragonfork.server.config;

/**
 * Everything under {@code log.}.
 *
 * @param maxLines lines kept in memory for {@code GET /api/v3/log}, 0 for none
 */
public record LogConfig(LogLevel level, int maxLines) {
    /** @throws IllegalArgumentException when the number is negative */
    public LogConfig {
        if (maxLines < 0) {
            throw new IllegalArgumentException("less than no lines: " + maxLines);
        }
    }
}
