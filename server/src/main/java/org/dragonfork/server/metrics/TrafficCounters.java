package org.dragonfork.server.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.StreamTraffic;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * Moves the counters of packets on to what the media threads have published, once for each scrape: no packet is counted
 * here. What was published between the last scrape and the removal of a stream is not seen. Safe for use from any thread.
 */
final class TrafficCounters {
    private final Instruments instruments;
    private final StreamLabels labels;
    private final Map<StreamId, Seen> seen = new HashMap<>();

    private record Counter(MetricFamily family, String label) {}

    /** One number of one stream, which only grows. */
    private record Reading(Counter counter, long value) {
        Reading(MetricFamily family, String label, long value) {
            this(new Counter(family, label), value);
        }
    }

    /** What a stream had when it was last looked at. */
    private record Seen(long createdAtEpochSeconds, Map<Counter, Long> values) {}

    TrafficCounters(Instruments instruments, StreamLabels labels) {
        this.instruments = instruments;
        this.labels = labels;
    }

    synchronized void advance(EgressSnapshot now) {
        Map<StreamId, Seen> next = new HashMap<>();
        for (StreamSnapshot stream : now.streams()) {
            String label = labels.of(stream.id());
            if (label.equals(StreamLabels.UNKNOWN)) {
                // Registered at this moment: its event comes next, and its packets with the next scrape.
                continue;
            }
            next.put(stream.id(), advance(stream, label));
        }
        seen.clear();
        seen.putAll(next);
    }

    private Seen advance(StreamSnapshot stream, String label) {
        List<Reading> readings = read(stream);
        Map<Counter, Long> before = before(stream, readings);
        Map<Counter, Long> values = new HashMap<>();
        for (Reading reading : readings) {
            long more = reading.value() - before.getOrDefault(reading.counter(), 0L);
            if (more > 0) {
                instruments.add(
                        reading.counter().family(),
                        more,
                        label,
                        reading.counter().label());
            }
            values.put(reading.counter(), reading.value());
        }
        return new Seen(stream.createdAtEpochSeconds(), values);
    }

    /** What was counted already; nothing for a stream that was made again, whose series begin at zero, too. */
    private Map<Counter, Long> before(StreamSnapshot stream, List<Reading> readings) {
        Seen last = seen.get(stream.id());
        if (last == null || last.createdAtEpochSeconds() != stream.createdAtEpochSeconds()) {
            return Map.of();
        }
        boolean fell = readings.stream()
                .anyMatch(reading -> reading.value() < last.values().getOrDefault(reading.counter(), 0L));
        return fell ? Map.of() : last.values();
    }

    private static List<Reading> read(StreamSnapshot stream) {
        var all = new ArrayList<Reading>();
        for (LegSnapshot leg : stream.legs()) {
            String kind = leg.kind().label();
            all.add(new Reading(MetricFamily.RTP_RECEIVED_PACKETS, kind, leg.packets()));
            all.add(new Reading(MetricFamily.RTP_RECEIVED_BYTES, kind, leg.bytes()));
            all.add(new Reading(MetricFamily.RTP_INGEST_LOST_PACKETS, kind, leg.lostPackets()));
        }
        StreamTraffic traffic = stream.traffic();
        for (MediaKind kind : MediaKind.values()) {
            StreamTraffic.Sent sent = traffic.track(kind);
            all.add(new Reading(MetricFamily.RTP_SENT_PACKETS, kind.label(), sent.packets()));
            all.add(new Reading(MetricFamily.RTP_SENT_BYTES, kind.label(), sent.bytes()));
            all.add(new Reading(MetricFamily.RTP_RETRANSMITTED_PACKETS, kind.label(), sent.resent()));
            all.add(new Reading(MetricFamily.REMOTE_LOST_PACKETS, kind.label(), sent.lost()));
        }
        all.add(new Reading(MetricFamily.RTP_DROPPED_PACKETS, Words.QUEUE_FULL, traffic.refused()));
        all.add(new Reading(MetricFamily.RTP_DROPPED_PACKETS, Words.SEND_ERROR, traffic.failed()));
        all.add(new Reading(MetricFamily.RTP_DROPPED_PACKETS, Words.RING_OVERRUN, traffic.overrun()));
        all.add(new Reading(MetricFamily.RTCP_FEEDBACK_RECEIVED, Words.NACK, traffic.nacks()));
        all.add(new Reading(MetricFamily.RTCP_FEEDBACK_RECEIVED, Words.PLI, traffic.pictureLosses()));
        all.add(new Reading(MetricFamily.RTCP_FEEDBACK_RECEIVED, Words.FIR, traffic.fullIntraRequests()));
        return all;
    }
}
