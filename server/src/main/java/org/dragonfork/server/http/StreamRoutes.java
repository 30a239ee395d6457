package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;

/** WHEP. */
final class StreamRoutes implements Routes {
    private static final List<String> WHEP = List.of("api", "v3", "whep");

    private final WhepResources whep;

    StreamRoutes(WhepResources whep) {
        this.whep = whep;
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
        return Optional.empty();
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }
}
