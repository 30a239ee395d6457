package org.dragonfork.server.config;

/** How much is logged, with the names that the original has. */
public enum LogLevel {
    SILENT,
    ERROR,
    WARN,
    INFO,
    DEBUG
}
