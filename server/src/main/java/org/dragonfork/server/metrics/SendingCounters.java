package org.dragonfork.server.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.media.SinkCounts;

/** Moves the counters of the sending on to what the media threads have counted, once for each scrape. Any thread. */
final class SendingCounters {
    private final Instruments instruments;
    private final Map<List<String>, Long> seen = new HashMap<>();

    SendingCounters(Instruments instruments) {
        this.instruments = instruments;
    }

    synchronized void advance(SendingReading now) {
        SinkCounts counts = now.counts();
        to(MetricFamily.SEND_DATAGRAMS, counts.datagrams());
        to(MetricFamily.SEND_CALLS, counts.calls());
        to(MetricFamily.SEND_RETRIES, counts.retries());
        to(MetricFamily.SEND_DROPPED, counts.full(), Words.BUFFER_FULL);
        to(MetricFamily.SEND_DROPPED, counts.noBuffers(), Words.NO_BUFFERS);
        to(MetricFamily.SEND_DROPPED, counts.tooLarge(), Words.TOO_LARGE);
        to(MetricFamily.SEND_DROPPED, counts.unreachable(), Words.UNREACHABLE);
        to(MetricFamily.SEND_SEGMENTATION_REFUSED, counts.segmentationRefused());
        for (SendingReading.Loop loop : now.loops()) {
            to(MetricFamily.MEDIA_LOOP_SLOW_TURNS, loop.slowTurns(), loop.name());
        }
    }

    private void to(MetricFamily family, long value, String... labels) {
        var key = new ArrayList<String>(List.of(labels));
        key.add(family.text());
        long before = seen.getOrDefault(key, 0L);
        // Also by nothing: then the series exists from the first scrape on.
        instruments.add(family, Math.max(0, value - before), labels);
        seen.put(key, Math.max(before, value));
    }
}
