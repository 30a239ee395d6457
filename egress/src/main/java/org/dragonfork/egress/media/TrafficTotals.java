package org.dragonfork.egress.media;

import java.util.EnumMap;
import java.util.Map;
import org.dragonfork.egress.event.StreamTraffic;
import org.dragonfork.webrtc.codec.MediaKind;

/** Counts of what went to one viewer or to many; plain fields of the media thread, made a value when it publishes. */
final class TrafficTotals {
    private final Sent video = new Sent();
    private final Sent audio = new Sent();
    private long refused;
    private long failed;
    private long overrun;
    private long nacks;
    private long pictureLosses;
    private long fullIntraRequests;

    private static final class Sent {
        private long packets;
        private long bytes;
        private long lost;
        private long resent;
    }

    /** Media lane: a run went to the socket, which took the first {@code taken} packets. */
    void sent(MediaKind kind, int packets, int taken, int bytes, boolean full) {
        Sent sent = of(kind);
        sent.packets += taken;
        sent.bytes += taken == packets ? bytes : (long) bytes * taken / packets;
        if (full) {
            refused += packets - taken;
        } else {
            failed += packets - taken;
        }
    }

    /** A packet went once more. */
    void resent(MediaKind kind) {
        resent(kind, 1);
    }

    /** So many packets went once more. */
    void resent(MediaKind kind, int packets) {
        of(kind).resent += packets;
    }

    /** Media lane: a packet could not be protected. */
    void unsealed() {
        failed++;
    }

    /** Media lane: packets were gone from the ring before this thread came to them. */
    void overrun(long packets) {
        overrun += packets;
    }

    long packets() {
        return video.packets + audio.packets;
    }

    long bytes() {
        return video.bytes + audio.bytes;
    }

    long dropped() {
        return refused + failed + overrun;
    }

    /** Adds what a viewer was sent and what it said. */
    void add(Viewer viewer) {
        TrafficTotals more = viewer.traffic();
        refused += more.refused;
        failed += more.failed;
        overrun += more.overrun;
        var feedback = viewer.peer().feedback();
        nacks += feedback.nacks();
        pictureLosses += feedback.pictureLosses();
        fullIntraRequests += feedback.fullIntraRequests();
        for (MediaKind kind : MediaKind.values()) {
            Sent mine = of(kind);
            Sent its = more.of(kind);
            mine.packets += its.packets;
            mine.bytes += its.bytes;
            mine.resent += its.resent;
            var track = viewer.track(kind);
            mine.lost += track == null ? 0 : track.lostPackets();
        }
    }

    TrafficTotals copy() {
        var copy = new TrafficTotals();
        copy.refused = refused;
        copy.failed = failed;
        copy.overrun = overrun;
        copy.nacks = nacks;
        copy.pictureLosses = pictureLosses;
        copy.fullIntraRequests = fullIntraRequests;
        for (MediaKind kind : MediaKind.values()) {
            copy.of(kind).packets = of(kind).packets;
            copy.of(kind).bytes = of(kind).bytes;
            copy.of(kind).lost = of(kind).lost;
            copy.of(kind).resent = of(kind).resent;
        }
        return copy;
    }

    StreamTraffic snapshot() {
        Map<MediaKind, StreamTraffic.Sent> tracks = new EnumMap<>(MediaKind.class);
        for (MediaKind kind : MediaKind.values()) {
            Sent sent = of(kind);
            tracks.put(kind, new StreamTraffic.Sent(sent.packets, sent.bytes, sent.lost, sent.resent));
        }
        return new StreamTraffic(tracks, refused, failed, overrun, nacks, pictureLosses, fullIntraRequests);
    }

    private Sent of(MediaKind kind) {
        return switch (kind) {
            case VIDEO -> video;
            case AUDIO -> audio;
        };
    }
}
