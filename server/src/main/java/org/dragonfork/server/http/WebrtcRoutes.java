package org.dragonfork.server.http;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dragonfork.egress.WhepService;
import org.dragonfork.egress.event.StreamId;

/** {@code /api/v3/webrtc/streams}: what is watched and by how many, and how to end a viewer. */
public final class WebrtcRoutes implements Routes {
    private static final List<String> STREAMS = List.of("api", "v3", "webrtc", "streams");

    private final StreamViews views;

    /**
     * @param plans what was decided for the legs of a stream; empty when nothing was yet
     * @param clock to tell ages
     */
    public WebrtcRoutes(WhepService whep, Function<StreamId, Optional<StreamPlan>> plans, InstantSource clock) {
        this.views = new StreamViews(whep, plans, clock);
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.size() < STREAMS.size() || !path.subList(0, STREAMS.size()).equals(STREAMS)) {
            return Optional.empty();
        }
        if (path.size() == STREAMS.size()) {
            return Optional.of(Resource.readOnly(views::list));
        }
        if (path.size() < STREAMS.size() + 2 || !path.get(STREAMS.size() + 1).equals("peers")) {
            return Optional.empty();
        }
        String stream = path.get(STREAMS.size());
        return switch (path.size() - STREAMS.size()) {
            case 2 -> Optional.of(Resource.readOnly(request -> views.peers(request, stream)));
            case 3 -> Optional.of(Resource.of("DELETE", request -> views.expel(request, stream, path.getLast())));
            default -> Optional.empty();
        };
    }
}
