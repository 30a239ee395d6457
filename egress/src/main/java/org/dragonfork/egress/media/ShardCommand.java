package org.dragonfork.egress.media;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.StreamTraffic;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.ice.IceCredentials;

/** What other threads ask of a media thread. */
public sealed interface ShardCommand {
    /** Ingest this stream from these sockets. */
    record AddStream(LiveStream stream, List<LegSocket> sockets) implements ShardCommand {}

    /** End a stream and all its viewers; goes to every media thread. */
    record RemoveStream(StreamId stream) implements ShardCommand {}

    /** Media is expected from the stream's process, or no longer. */
    record ExpectMedia(StreamId stream, boolean expected) implements ShardCommand {}

    /** Let no viewer in until the legs are planned. */
    record HoldStream(StreamId stream, String why) implements ShardCommand {}

    /** Only these legs are fed from now on. */
    record PlanLegs(StreamId stream, Set<MediaKind> fed) implements ShardCommand {
        public PlanLegs {
            fed = Set.copyOf(fed);
        }
    }

    /** FFmpeg waits for somebody who sends; for nobody any more when {@code what} is empty. */
    record AwaitSender(StreamId stream, String what) implements ShardCommand {}

    /** The stream's process got further in its input. */
    record InputProgressed(StreamId stream) implements ShardCommand {}

    /** FFmpeg ended although it was ordered to run: each leg failed. */
    record ProcessEnded(StreamId stream, String why) implements ShardCommand {}

    /** The socket of a leg cannot be read any more. */
    record LegBroken(StreamId stream, MediaKind kind, String why) implements ShardCommand {}

    /**
     * FFmpeg said what a leg carries, and under which RTP payload type.
     *
     * @param parameterSets NAL units that its description states, unchecked
     */
    record DescribeLeg(
            StreamId stream,
            MediaKind kind,
            int payloadType,
            String encodingName,
            Optional<Codec> codec,
            List<byte[]> parameterSets)
            implements ShardCommand {
        public DescribeLeg {
            parameterSets = List.copyOf(parameterSets);
        }
    }

    /**
     * Serve this viewer.
     *
     * @param owner the media thread that ingests the stream; the one that gets the command or another
     */
    record AddViewer(Viewer viewer, LiveStream stream, ShardMailbox owner) implements ShardCommand {}

    /** To the owner of a stream: this media thread has viewers of it, signal it when packets come. */
    record Follow(StreamId stream, ShardMailbox follower) implements ShardCommand {}

    /** To the owner of a stream: this media thread has no viewers of it any more. */
    record Unfollow(StreamId stream, ShardMailbox follower) implements ShardCommand {}

    /** To the owner of a stream: what this media thread has sent of it so far. */
    record Forwarded(StreamId stream, ShardMailbox follower, StreamTraffic traffic) implements ShardCommand {}

    /** To a media thread that follows a stream: end its viewers of it. */
    record EndViewers(StreamId stream, String why) implements ShardCommand {}

    /** End one viewer. */
    record RemoveViewer(SessionId session, SessionEnd reason) implements ShardCommand {}

    /** Restart ICE of one viewer. */
    record RestartIce(SessionId session, IceCredentials local, IceCredentials remote) implements ShardCommand {}

    /** A viewer's DTLS endpoint has something to say. */
    record Wake(SessionId session) implements ShardCommand {}

    /**
     * A datagram came in on the public port; the array belongs to the receiver.
     *
     * @param arrivedNanos when it did, which may be a while ago
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Datagram(byte[] bytes, CandidatePair over, long arrivedNanos) implements ShardCommand {}

    /** End all viewers, because the server stops. */
    record Stop() implements ShardCommand {}
}
