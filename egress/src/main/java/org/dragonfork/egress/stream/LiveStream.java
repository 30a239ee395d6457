package org.dragonfork.egress.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.StreamTraffic;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.MediaKind;
import org.jspecify.annotations.Nullable;

/**
 * A registered source: its legs and whether they give media. Belongs to one media thread; others read only
 * {@link #status}, and what never changes.
 */
public final class LiveStream {
    private final StreamId id;
    private final long createdAtEpochSeconds;
    private final List<RtpLeg> legs;
    private final Map<MediaKind, Integer> ssrcs;
    private String heldBack = "";
    private String awaited = "";
    private volatile StreamStatus status;
    private volatile StreamTraffic traffic = StreamTraffic.NONE;
    private volatile @Nullable Setback setback;

    /**
     * @param ports port of each leg
     * @param ssrcs SSRC that viewers see, for each leg
     * @param firstTimestamps random start of each leg's timeline
     */
    public LiveStream(
            StreamId id,
            Map<MediaKind, Integer> ports,
            Map<MediaKind, Integer> ssrcs,
            Map<MediaKind, Integer> firstTimestamps,
            long legTimeoutNanos,
            long nowNanos,
            long createdAtEpochSeconds) {
        this.id = id;
        this.createdAtEpochSeconds = createdAtEpochSeconds;
        this.ssrcs = Map.copyOf(ssrcs);
        var timeline = new StreamTimeline();
        var made = new ArrayList<RtpLeg>();
        ports.forEach((kind, port) -> made.add(new RtpLeg(
                kind,
                port,
                new Track(timeline, firstTimestamps.getOrDefault(kind, 0)),
                new LegWatchdog(legTimeoutNanos),
                nowNanos)));
        made.sort(Comparator.comparing(RtpLeg::kind));
        this.legs = List.copyOf(made);
        this.status = evaluate(nowNanos);
    }

    public StreamId id() {
        return id;
    }

    public long createdAtEpochSeconds() {
        return createdAtEpochSeconds;
    }

    /** Video first. Owner thread only, but for kind, port and ring of a leg. */
    public List<RtpLeg> legs() {
        return legs;
    }

    /** The leg of this kind. */
    public Optional<RtpLeg> leg(MediaKind kind) {
        for (RtpLeg leg : legs) {
            if (leg.kind() == kind) {
                return Optional.of(leg);
            }
        }
        return Optional.empty();
    }

    /** SSRC under which every viewer gets the track of this kind. */
    public int ssrc(MediaKind kind) {
        Integer ssrc = ssrcs.get(kind);
        if (ssrc == null) {
            throw new IllegalArgumentException("stream " + id + " has no " + kind.label() + " leg");
        }
        return ssrc;
    }

    /**
     * Keeps viewers away until the legs are {@linkplain #plan planned}. Owner thread only.
     *
     * @param why one line for a person
     */
    public void hold(String why) {
        heldBack = why;
    }

    /** Says which legs are fed from now on, and lets viewers in. Owner thread only. */
    public void plan(Set<MediaKind> fed) {
        heldBack = "";
        legs.forEach(leg -> leg.use(fed.contains(leg.kind())));
    }

    /**
     * Says what FFmpeg waits for, which is why no packet comes. Owner thread only.
     *
     * @param what one line for a person; empty when FFmpeg waits for nothing
     */
    public void await(String what) {
        awaited = what;
    }

    /** The newest published state; any thread. */
    public StreamStatus status() {
        return status;
    }

    /** The process of the stream failed; any thread. */
    public void setBack(Setback failure) {
        setback = failure;
    }

    /** The process of the stream got further than it did when it failed; any thread. */
    public void recover() {
        setback = null;
    }

    /** One line why a viewer would get nothing by this status, empty when live; any thread. */
    public String whyNotLive(StreamStatus published, long nowNanos) {
        Setback failure = setback;
        return published.live() || failure == null ? published.why() : failure.describe(nowNanos);
    }

    /** The newest published counts of what went out; any thread. */
    public StreamTraffic traffic() {
        return traffic;
    }

    /** Publishes what went out so far. */
    public void publish(StreamTraffic sent) {
        traffic = sent;
    }

    /** Publishes the present state and returns it. */
    public StreamStatus publish(long nowNanos) {
        StreamStatus now = evaluate(nowNanos);
        status = now;
        return now;
    }

    private StreamStatus evaluate(long nowNanos) {
        var snapshots = new ArrayList<LegSnapshot>();
        var codecs = new ArrayList<Codec>();
        String why = heldBack;
        for (RtpLeg leg : legs) {
            if (!leg.isUsed()) {
                continue;
            }
            snapshots.add(snapshot(leg, nowNanos));
            if (leg.isUnplayable() || !heldBack.isEmpty()) {
                continue;
            }
            boolean none = leg.packets() == 0;
            if (!awaited.isEmpty() && (none || leg.watchdog().isSilent(nowNanos))) {
                why = awaited;
            } else if (none) {
                why = "no " + leg.kind().label() + " packet has come from FFmpeg yet";
            } else if (leg.watchdog().isSilent(nowNanos)) {
                why = "no " + leg.kind().label() + " packet for " + leg.nanosSinceLastPacket(nowNanos) / 1_000_000_000L
                        + " s";
            } else if (!leg.isDescribed()) {
                why = "the " + leg.kind().label() + " codec is not known yet";
            } else {
                leg.codec().ifPresent(codecs::add);
            }
        }
        if (codecs.isEmpty() && why.isEmpty()) {
            why = snapshots.isEmpty()
                    ? "the process has no WebRTC leg"
                    : "FFmpeg sends no codec that a browser can play; use mode transcode";
        }
        return new StreamStatus(why.isEmpty(), why, codecs, snapshots);
    }

    private static LegSnapshot snapshot(RtpLeg leg, long nowNanos) {
        long silent = leg.nanosSinceLastPacket(nowNanos);
        LegRate rate = leg.rate(nowNanos);
        return new LegSnapshot(
                leg.kind(),
                leg.port(),
                leg.codec().map(Codec::encodingName).orElse(leg.codecName()),
                leg.codec().map(Codec::profileText).orElse(""),
                leg.packets(),
                leg.bytes(),
                leg.pictures(),
                silent < 0 ? -1 : silent / 1e9,
                leg.lost(),
                leg.lastPacketEpochSeconds(),
                leg.lastKeyFrameEpochSeconds(),
                rate.packetsPerSecond(),
                rate.bitsPerSecond());
    }

    /** Everything that is told about it. */
    public StreamSnapshot snapshot(long nowNanos, int viewers, int maxViewers, List<PeerSnapshot> peers) {
        StreamStatus now = status();
        return new StreamSnapshot(
                id(),
                now.live(),
                whyNotLive(now, nowNanos),
                createdAtEpochSeconds(),
                now.legs(),
                viewers,
                maxViewers,
                peers,
                traffic());
    }
}
