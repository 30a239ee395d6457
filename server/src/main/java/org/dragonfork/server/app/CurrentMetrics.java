package org.dragonfork.server.app;

import java.util.List;
import org.dragonfork.server.http.CurrentValues;
import org.dragonfork.server.metrics.BusMetrics;

/** The numbers of the metrics room as the HTTP side asks for them. */
record CurrentMetrics(BusMetrics metrics) implements CurrentValues {
    @Override
    public List<Described> described() {
        return metrics.descriptions().stream()
                .map(one -> new Described(one.name(), one.description(), one.labels()))
                .toList();
    }

    @Override
    public List<Value> now() {
        return metrics.values().stream()
                .map(one -> new Value(one.name(), one.labels(), one.value()))
                .toList();
    }
}
