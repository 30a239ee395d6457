package org.dragonfork.egress.event;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * Everything that happens in the domain and that somebody outside may want to count, log or assert. Never one per packet.
 * Closed: who observes has decided about each.
 */
public sealed interface EgressEvent {
    /** A stream exists from now on, with these legs. */
    record StreamRegistered(StreamId stream, Set<MediaKind> legs) implements EgressEvent {
        public StreamRegistered {
            legs = Set.copyOf(legs);
        }
    }

    /** A stream is gone, its sessions ended and its ports free. */
    record StreamRemoved(StreamId stream) implements EgressEvent {}

    /**
     * Media of every leg arrives and can be offered to viewers.
     *
     * @param codecs for people, for instance {@code H264 42e01f, opus}
     */
    record StreamLive(StreamId stream, String codecs) implements EgressEvent {}

    /** A stream that was live no longer is. */
    record StreamIdle(StreamId stream, String why) implements EgressEvent {}

    /** One leg broke; once per incident (decision D17), re-armed by the next good packet. */
    record LegFailed(StreamId stream, MediaKind leg, LegFailure reason, String detail) implements EgressEvent {}

    /** A player whose offer had no codec of the stream got an offer of the server, which holds a place for it. */
    record CounterOffered(StreamId stream, SessionId session) implements EgressEvent {}

    /** A counter-offer ended without an answer, and its place is free. */
    record CounterOfferLapsed(StreamId stream, SessionId session) implements EgressEvent {}

    /** Offer and answer are complete: a viewer takes a place, or keeps that of its counter-offer. */
    record SessionStarted(StreamId stream, SessionId session) implements EgressEvent {}

    /** A viewer's place is free again. */
    record SessionEnded(StreamId stream, SessionId session, SessionEnd reason, String detail, Duration lasted)
            implements EgressEvent {}

    /**
     * ICE came to its first end: connected, or not. Starts when the answer is made (decision D23).
     */
    record IceSettled(StreamId stream, SessionId session, boolean connected, Duration took) implements EgressEvent {}

    /** ICE or what hangs on it failed. */
    record IceFailed(StreamId stream, SessionId session, IceFailure reason) implements EgressEvent {}

    /**
     * The handshake is done and media flows.
     *
     * @param srtpProfile name of the negotiated protection profile
     * @param sinceConnected from the first valid ICE check
     */
    record SessionSecured(
            StreamId stream, SessionId session, String srtpProfile, Duration sinceAnswer, Duration sinceConnected)
            implements EgressEvent {}

    /** The first packet of any kind went to the viewer. */
    record FirstPacketSent(StreamId stream, SessionId session, Duration sinceSecured) implements EgressEvent {}

    /** The first packet of a key frame went to the viewer: from now on it can have a picture. */
    record FirstKeyFrameSent(StreamId stream, SessionId session, Duration sinceAnswer) implements EgressEvent {}

    /**
     * A viewer said how it receives one track; about once a second, several reports in a quarter of a second count as one.
     *
     * @param lossRatio share of packets lost since the report before, 0 to 1
     * @param roundTrip empty while not known
     */
    record ReceptionReported(
            StreamId stream, MediaKind kind, double lossRatio, Duration jitter, Optional<Duration> roundTrip)
            implements EgressEvent {}

    /** An offer had no codec of this kind that the stream has. */
    record CodecMismatched(StreamId stream, MediaKind kind) implements EgressEvent {}

    /** A viewer was refused because of a limit. */
    record CapRejected(StreamId stream, CapScope scope, int limit) implements EgressEvent {}

    /** A defect in this program ended one session; the others go on. */
    record PeerFaulted(StreamId stream, SessionId session, Throwable fault) implements EgressEvent {}

    /**
     * One WHEP request was answered.
     *
     * @param stream present when a stream of this id was registered
     */
    record WhepExchanged(WhepRoute route, int status, Optional<StreamId> stream, Duration took)
            implements EgressEvent {}
}
