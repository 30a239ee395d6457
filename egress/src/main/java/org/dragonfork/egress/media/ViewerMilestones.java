package org.dragonfork.egress.media;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.peer.OutboundTrack;

/**
 * When a viewer came how far, and which of it was told already. The media lane only notes moments; they are told at the next
 * tick. Belongs to the media thread.
 */
final class ViewerMilestones {
    private final Viewer viewer;
    private final Map<MediaKind, Long> reportsTold = new EnumMap<>(MediaKind.class);
    private long connectedNanos;
    private long securedNanos;
    private long firstPacketNanos;
    private long firstKeyFrameNanos;
    private long movedNanos;
    private long packetsSeen;
    private boolean iceSettled;
    private boolean secured;
    private boolean packetSent;
    private boolean packetTold;
    private boolean keyFrameSent;
    private boolean keyFrameTold;

    ViewerMilestones(Viewer viewer) {
        this.viewer = viewer;
    }

    /** Whether this is the first end of ICE; the answer is true once. */
    boolean settleIce(long nowNanos) {
        boolean first = !iceSettled;
        if (first) {
            iceSettled = true;
            connectedNanos = nowNanos;
        }
        return first;
    }

    /** The handshake is done; returns how long it took since ICE connected. */
    Duration secure(long nowNanos) {
        secured = true;
        securedNanos = nowNanos;
        movedNanos = nowNanos;
        return Duration.ofNanos(nowNanos - connectedNanos);
    }

    /** Media lane: whether {@link #sent} still wants to hear. */
    boolean isWaiting() {
        return !packetSent || !keyFrameSent;
    }

    /** Media lane: packets went out, among them maybe the start of a key frame. */
    void sent(boolean keyFrame, long arrivedNanos) {
        // What was in the ring already when the viewer came is sent now.
        long nowNanos = Math.max(0, arrivedNanos - securedNanos) + securedNanos;
        if (!packetSent) {
            packetSent = true;
            firstPacketNanos = nowNanos;
        }
        if (keyFrame && !keyFrameSent) {
            keyFrameSent = true;
            firstKeyFrameNanos = nowNanos;
        }
    }

    /** Says what was reached since the last time. */
    void tell(StreamId stream, EgressObserver observer) {
        if (packetSent && !packetTold) {
            packetTold = true;
            observer.on(new EgressEvent.FirstPacketSent(
                    stream, viewer.session(), Duration.ofNanos(Math.max(0, firstPacketNanos - securedNanos))));
        }
        if (keyFrameSent && !keyFrameTold) {
            keyFrameTold = true;
            observer.on(new EgressEvent.FirstKeyFrameSent(
                    stream, viewer.session(), Duration.ofNanos(firstKeyFrameNanos - viewer.answeredNanos())));
        }
    }

    /** Says what the viewer reported since the last time. */
    void tellReports(StreamId stream, EgressObserver observer) {
        long roundTrip = viewer.peer().feedback().roundTripNanos();
        for (OutboundTrack track : viewer.peer().tracks()) {
            MediaKind kind = track.negotiated().kind();
            if (track.reports() > reportsTold.getOrDefault(kind, 0L)) {
                reportsTold.put(kind, track.reports());
                observer.on(new EgressEvent.ReceptionReported(
                        stream,
                        kind,
                        track.lossRatio(),
                        Duration.ofNanos((long) (track.jitterSeconds() * 1e9)),
                        roundTrip < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(roundTrip))));
            }
        }
    }

    /** Whether the viewer is connected and has been sent nothing for so long; asked now and then. */
    boolean isStalled(long packets, long stallNanos, long nowNanos) {
        if (packets != packetsSeen) {
            packetsSeen = packets;
            movedNanos = nowNanos;
        }
        return secured && nowNanos - movedNanos >= stallNanos;
    }
}
