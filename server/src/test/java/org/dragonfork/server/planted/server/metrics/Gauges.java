package org.dragonfork.server.planted.server.metrics;

import org.dragonfork.server.planted.server.http.Route;

/** Knows a sibling, and is known by it. */
public final class Gauges {
    Route known() {
        return new Route();
    }
}
