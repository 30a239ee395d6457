package org.dragonfork.server.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.dragonfork.server.config.LogLevel;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Sets how much the console shows; what a line looks like stands in {@link ConsoleConfigurator}. */
final class ConsoleLog {
    private ConsoleLog() {}

    static void show(LogLevel level) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(logback(level));
        }
    }

    private static Level logback(LogLevel level) {
        return switch (level) {
            case SILENT -> Level.OFF;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
        };
    }
}
