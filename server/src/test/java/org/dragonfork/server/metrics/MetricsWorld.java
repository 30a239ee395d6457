package org.dragonfork.server.metrics;

import java.time.Duration;
import java.util.List;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressSnapshot;

/** The numbers of a server that consists of the events and snapshots of a test, in virtual time. */
final class MetricsWorld {
    static final BuildLabels BUILD = new BuildLabels("1.2.3", "abc", "25");

    final ServerMetrics metrics;
    private long nowNanos = -3;
    private EgressSnapshot snapshot = new EgressSnapshot(List.of(), 0, 64, 8, 0, 200, false);

    MetricsWorld() {
        this(StreamLabels.LIMIT);
    }

    MetricsWorld(int streamLimit) {
        this.metrics = new ServerMetrics(new MetricsRegistry("test"), () -> nowNanos, BUILD, streamLimit, false);
        metrics.source(() -> snapshot);
    }

    void happens(EgressEvent... events) {
        for (EgressEvent event : events) {
            metrics.observer().on(event);
        }
    }

    void is(EgressSnapshot now) {
        snapshot = now;
    }

    void pass(Duration time) {
        nowNanos += time.toNanos();
    }

    Scrape scrape() {
        return Scrape.read(metrics.text());
    }
}
