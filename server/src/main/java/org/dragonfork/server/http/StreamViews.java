package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.WhepService;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.json.Json;
import org.dragonfork.webrtc.codec.MediaKind;
import org.jspecify.annotations.Nullable;

/** The streams and their viewers as JSON; a number that is not known is {@code null}. */
final class StreamViews {
    private final WhepService whep;

    StreamViews(WhepService whep) {
        this.whep = whep;
    }

    Reply list(EdgeRequest request) {
        List<StreamView> streams =
                whep.snapshot().streams().stream().map(StreamView::of).toList();
        return json(streams);
    }

    Reply peers(EdgeRequest request, String id) {
        Optional<StreamSnapshot> stream =
                StreamId.isValid(id) ? whep.snapshot().stream(new StreamId(id)) : Optional.empty();
        return stream.map(found -> json(found.peers().stream()
                        .map(peer -> PeerView.of(found.id(), peer))
                        .toList()))
                .orElseGet(() -> new Problem(Reason.UNKNOWN_STREAM).reply(request.header("Accept")));
    }

    private static Reply json(Object value) {
        return Reply.of(200, Reply.JSON, Json.write(value)).with(Header.NO_STORE);
    }

    private static @Nullable Double known(double value) {
        return value < 0 || Double.isNaN(value) || Double.isInfinite(value) ? null : value;
    }

    private static @Nullable Integer port(StreamSnapshot stream, MediaKind kind) {
        return stream.legs().stream()
                .filter(leg -> leg.kind() == kind)
                .map(LegSnapshot::port)
                .findFirst()
                .orElse(null);
    }

    /** The ports and {@code peers} are where clients of the original look. */
    private record StreamView(
            String id,
            boolean live,
            String notLiveReason,
            long createdAt,
            int viewers,
            int maxViewers,
            List<LegView> legs,
            int peers,
            @Nullable Integer videoPort,
            @Nullable Integer audioPort) {
        static StreamView of(StreamSnapshot stream) {
            return new StreamView(
                    stream.id().value(),
                    stream.live(),
                    stream.notLiveReason(),
                    stream.createdAtEpochSeconds(),
                    stream.viewers(),
                    stream.maxViewers(),
                    stream.legs().stream().map(LegView::of).toList(),
                    stream.peers().size(),
                    port(stream, MediaKind.VIDEO),
                    port(stream, MediaKind.AUDIO));
        }
    }

    private record LegView(
            String kind,
            int port,
            String codec,
            String profile,
            long packets,
            long bytes,
            @Nullable Double secondsSinceLastPacket) {
        static LegView of(LegSnapshot leg) {
            return new LegView(
                    leg.kind().label(),
                    leg.port(),
                    leg.codec(),
                    leg.profile(),
                    leg.packets(),
                    leg.bytes(),
                    known(leg.secondsSinceLastPacket()));
        }
    }

    /** The id is cut short: whoever knows the whole one can end the session. */
    private record PeerView(
            String id,
            String streamId,
            String state,
            double ageSeconds,
            String addressFamily,
            String srtpProfile,
            long packetsSent,
            long bytesSent,
            @Nullable Double loss,
            @Nullable Double jitterSeconds,
            @Nullable Double roundTripSeconds) {
        static PeerView of(StreamId stream, PeerSnapshot peer) {
            return new PeerView(
                    peer.id().toString(),
                    stream.value(),
                    peer.state(),
                    peer.ageSeconds(),
                    peer.addressFamily(),
                    peer.srtpProfile(),
                    peer.packetsSent(),
                    peer.bytesSent(),
                    known(peer.lossFraction()),
                    known(peer.jitterSeconds()),
                    known(peer.roundTripSeconds()));
        }
    }
}
