package org.dragonfork.server.metrics;

import java.util.Locale;

/** What kind of numbers a family holds, as Prometheus names them. */
public enum MetricKind {
    /** Only grows while the server runs. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Observations counted by size. */
    HISTOGRAM;

    /** The word after {@code # TYPE}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
