package org.dragonfork.server.planted.egress.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inside speaks events; it has no logger. */
final class WritesLog {
    Logger logger() {
        return LoggerFactory.getLogger(WritesLog.class);
    }
}
