package org.dragonfork.server.planted.server.http;

import org.dragonfork.server.planted.server.metrics.Gauges;

/** The adapters of the server must not know one another; with metrics it makes a cycle, too. */
final class KnowsItsSibling {
    Gauges gauges() {
        return new Gauges();
    }
}
