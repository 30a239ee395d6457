package org.dragonfork.server.planted.server.log;

import ch.qos.logback.classic.Level;

/** Which logger is behind SLF4J is the business of app. */
final class TakesLogback {
    Level level() {
        return Level.INFO;
    }
}
