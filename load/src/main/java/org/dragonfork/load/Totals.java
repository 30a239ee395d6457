package org.dragonfork.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What viewers did, added up. Filled by one thread at a time and handed on whole. */
final class Totals {
    /** More kinds of failure than these are one kind: their names may come from a server. */
    private static final int MOST_KINDS = 32;

    private static final Failure OTHER = new Failure(Failure.Stage.HTTP, "other", "too many kinds to tell apart");

    /** @param example the first of its kind */
    record Failures(Failure example, long count) {}

    long asking;
    long connecting;
    long watching;
    /** Watched until the end. */
    long watched;

    long failed;
    long withoutKeyFrame;
    final MediaCounts media = new MediaCounts();
    final Times answer = new Times();
    final Times connect = new Times();
    final Times firstPacket = new Times();
    final Times firstKeyFrame = new Times();
    final Times hop = new Times();
    private final Map<String, Failures> failures = new TreeMap<>();
    private final Map<String, TrackTotals> tracks = new LinkedHashMap<>();
    private long firstAskedNanos = Long.MAX_VALUE;
    private long lastConnectedNanos = Long.MIN_VALUE;

    void failed(Failure failure) {
        failed++;
        failed(failure, 1);
    }

    private void failed(Failure failure, long count) {
        String kind = failure.stage() + " " + failure.status() + " " + failure.reason();
        boolean known = failures.containsKey(kind) || failures.size() < MOST_KINDS;
        Failure counted = known ? failure : OTHER;
        String key = known ? kind : "other";
        Failures before = failures.get(key);
        failures.put(
                key,
                before == null ? new Failures(counted, count) : new Failures(before.example, before.count + count));
    }

    void add(MediaReceiver receiver) {
        media.add(receiver.counts());
        for (InboundTrack track : receiver.tracks()) {
            media.add(track);
            track(track.accepted().kind().label(), track.accepted().codec()).add(track);
        }
    }

    private TrackTotals track(String kind, String codec) {
        return tracks.computeIfAbsent(kind + " " + codec, _ -> new TrackTotals(kind, codec));
    }

    void joined(long askedNanos, long connectedNanos) {
        firstAskedNanos = Math.min(firstAskedNanos, askedNanos);
        lastConnectedNanos = Math.max(lastConnectedNanos, connectedNanos);
    }

    /** Counts a viewer that got video of a codec whose key frames are known, and no key frame. */
    void withoutKeyFrame(MediaReceiver receiver) {
        for (InboundTrack track : receiver.tracks()) {
            if (KeyFrames.areKnown(track.accepted().codec())) {
                withoutKeyFrame++;
                return;
            }
        }
    }

    void merge(Totals other) {
        asking += other.asking;
        connecting += other.connecting;
        watching += other.watching;
        watched += other.watched;
        failed += other.failed;
        withoutKeyFrame += other.withoutKeyFrame;
        media.add(other.media);
        answer.addAll(other.answer);
        connect.addAll(other.connect);
        firstPacket.addAll(other.firstPacket);
        firstKeyFrame.addAll(other.firstKeyFrame);
        hop.addAll(other.hop);
        other.failures.values().forEach(kind -> failed(kind.example, kind.count));
        other.tracks
                .values()
                .forEach(track -> track(track.kind(), track.codec()).merge(track));
        firstAskedNanos = Math.min(firstAskedNanos, other.firstAskedNanos);
        lastConnectedNanos = Math.max(lastConnectedNanos, other.lastConnectedNanos);
    }

    /** Most frequent first. */
    List<Failures> failures() {
        var sorted = new ArrayList<>(failures.values());
        sorted.sort((one, other) -> Long.compare(other.count, one.count));
        return sorted;
    }

    List<TrackTotals> tracks() {
        return List.copyOf(tracks.values());
    }

    /** Handshakes done per second, from the first offer to the last handshake; NaN without any. */
    double joinsPerSecond() {
        long joined = connect.quantiles().count();
        return joined == 0 ? Double.NaN : joined * 1e9 / Math.max(1, lastConnectedNanos - firstAskedNanos);
    }

    /** Viewers that have neither got media nor failed. */
    long unsettled() {
        return asking + connecting;
    }
}
