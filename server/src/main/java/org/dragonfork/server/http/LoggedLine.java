package org.dragonfork.server.http;

import java.time.Instant;

/**
 * One line of the log.
 *
 * @param level for instance {@code INFO}
 * @param component which part of the server wrote it
 */
public record LoggedLine(Instant at, String level, String component, String message) {}
