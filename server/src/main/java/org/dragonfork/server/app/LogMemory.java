package org.dragonfork.server.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.List;
import org.dragonfork.server.http.LoggedLine;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest lines of the log for {@code /api/v3/log}. Safe for use from any thread. Stack traces stay on the console.
 */
final class LogMemory extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    /** Longer lines are cut, so that the number of lines bounds the memory. */
    private static final int MAX_LINE = 2_000;

    private final int most;
    private final ArrayDeque<LoggedLine> kept = new ArrayDeque<>();

    private LogMemory(int most) {
        this.most = most;
    }

    /** Starts keeping lines; with 0 none. */
    static LogMemory start(int most) {
        var memory = new LogMemory(most);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            memory.setContext(context);
            memory.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(memory);
        }
        return memory;
    }

    /** What is kept, oldest first. */
    List<LoggedLine> lines() {
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (most == 0) {
            return;
        }
        String logger = event.getLoggerName();
        String message = event.getFormattedMessage();
        var line = new LoggedLine(
                event.getInstant(),
                event.getLevel().toString(),
                logger.substring(logger.lastIndexOf('.') + 1),
                message.length() <= MAX_LINE ? message : message.substring(0, MAX_LINE) + "...");
        synchronized (kept) {
            if (kept.size() == most) {
                kept.removeFirst();
            }
            kept.addLast(line);
        }
    }

    /** Keeps no more lines. */
    @Override
    public void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
        }
        stop();
    }
}
