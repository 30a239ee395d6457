package org.dragonfork.server.http;

import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.webrtc.codec.MediaKind;
import org.jspecify.annotations.Nullable;

/**
 * One viewer as JSON, without personal data; a number that is not known is {@code null}. What is sent is what the stream
 * has, so its codecs are those of the legs.
 *
 * @param id the part of the session's id that is no secret; whoever knows the whole can end the session
 * @param videoCodec empty when it gets no video
 * @param audioCodec empty when it gets no sound
 */
record PeerView(
        String id,
        String streamId,
        String state,
        long createdAt,
        double ageSeconds,
        String addressFamily,
        String videoCodec,
        String videoProfile,
        String audioCodec,
        String srtpProfile,
        long packetsSent,
        long bytesSent,
        @Nullable Double loss,
        @Nullable Double jitterSeconds,
        @Nullable Double roundTripSeconds,
        boolean stalled) {

    static PeerView of(StreamSnapshot stream, PeerSnapshot peer, double now) {
        return new PeerView(
                peer.id().publicPart(),
                stream.id().value(),
                peer.state(),
                (long) (now - peer.ageSeconds()),
                StreamView.rounded(peer.ageSeconds()),
                peer.addressFamily(),
                codec(stream, peer, MediaKind.VIDEO, true),
                codec(stream, peer, MediaKind.VIDEO, false),
                codec(stream, peer, MediaKind.AUDIO, true),
                peer.srtpProfile(),
                peer.packetsSent(),
                peer.bytesSent(),
                StreamView.known(peer.lossFraction()),
                StreamView.known(peer.jitterSeconds()),
                StreamView.known(peer.roundTripSeconds()),
                peer.stalled());
    }

    private static String codec(StreamSnapshot stream, PeerSnapshot peer, MediaKind kind, boolean name) {
        if (!peer.kinds().contains(kind)) {
            return "";
        }
        return stream.legs().stream()
                .filter(leg -> leg.kind() == kind)
                .map(name ? LegSnapshot::codec : LegSnapshot::profile)
                .findFirst()
                .orElse("");
    }
}
