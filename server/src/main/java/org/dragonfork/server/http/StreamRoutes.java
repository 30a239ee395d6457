package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;

/** WHEP and the views of streams. */
final class StreamRoutes implements Routes {
    private static final List<String> WHEP = List.of("api", "v3", "whep");
    private static final List<String> STREAMS = List.of("api", "v3", "webrtc", "streams");

    private final WhepResources whep;
    private final StreamViews streams;

    StreamRoutes(WhepResources whep, StreamViews streams) {
        this.whep = whep;
        this.streams = streams;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (startsWith(path, WHEP)) {
            return switch (path.size() - WHEP.size()) {
                case 1 -> Optional.of(whep.endpoint(path.get(3)));
                case 2 -> Optional.of(whep.session(path.get(3), path.get(4)));
                default -> Optional.empty();
            };
        }
        if (path.equals(STREAMS)) {
            return Optional.of(Resource.readOnly(streams::list));
        }
        if (startsWith(path, STREAMS)
                && path.size() == STREAMS.size() + 2
                && path.get(5).equals("peers")) {
            return Optional.of(Resource.readOnly(request -> streams.peers(request, path.get(4))));
        }
        return Optional.empty();
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }
}
