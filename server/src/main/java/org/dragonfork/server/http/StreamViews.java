package org.dragonfork.server.http;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.dragonfork.egress.WhepService;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.session.UnsubscribeResult;

/** The streams and their viewers, for whoever runs the server. */
final class StreamViews {
    private final WhepService whep;
    private final Function<StreamId, Optional<StreamPlan>> plans;
    private final InstantSource clock;

    StreamViews(WhepService whep, Function<StreamId, Optional<StreamPlan>> plans, InstantSource clock) {
        this.whep = whep;
        this.plans = plans;
        this.clock = clock;
    }

    Reply list(EdgeRequest request) {
        double now = now();
        return ApiReplies.json(
                request,
                whep.snapshot().streams().stream()
                        .map(stream -> StreamView.of(stream, plans.apply(stream.id()), now))
                        .toList());
    }

    Reply peers(EdgeRequest request, String id) {
        double now = now();
        return stream(id)
                .map(found -> ApiReplies.json(
                        request,
                        found.peers().stream()
                                .map(peer -> PeerView.of(found, peer, now))
                                .toList()))
                .orElseGet(() -> refuse(request, Reason.UNKNOWN_STREAM));
    }

    /** Ends the session of one viewer, whose player is told so. */
    Reply expel(EdgeRequest request, String id, String peer) {
        Optional<StreamSnapshot> stream = stream(id);
        if (stream.isEmpty()) {
            return refuse(request, Reason.UNKNOWN_STREAM);
        }
        return switch (whep.expel(stream.get().id(), peer)) {
            case UnsubscribeResult.Ended() -> ApiReplies.ok(request);
            case UnsubscribeResult.NothingToEnd() -> refuse(request, Reason.UNKNOWN_SESSION);
        };
    }

    private Optional<StreamSnapshot> stream(String id) {
        return StreamId.isValid(id) ? whep.snapshot().stream(new StreamId(id)) : Optional.empty();
    }

    private double now() {
        return clock.instant().toEpochMilli() / 1e3;
    }

    private static Reply refuse(EdgeRequest request, Reason reason) {
        return new Problem(reason).reply(request.header("Accept"));
    }
}
