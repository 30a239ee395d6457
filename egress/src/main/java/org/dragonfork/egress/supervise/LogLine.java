package org.dragonfork.egress.supervise;

import java.time.Instant;

/**
 * A line that FFmpeg said.
 *
 * @param text without the passwords of addresses
 */
public record LogLine(Instant at, String text) {}
