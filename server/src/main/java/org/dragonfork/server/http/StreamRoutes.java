package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dragonfork.egress.event.WhepRoute;

/** WHEP. */
final class StreamRoutes implements Routes, GateWatch {
    private static final List<String> WHEP = List.of("api", "v3", "whep");

    private static final int STREAM = 3;

    private final WhepResources whep;

    StreamRoutes(WhepResources whep) {
        this.whep = whep;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (startsWith(path, WHEP)) {
            return switch (path.size() - WHEP.size()) {
                case 1 -> Optional.of(whep.endpoint(path.get(STREAM)));
                case 2 -> Optional.of(whep.session(path.get(STREAM), path.get(4)));
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    /** One that is refused before its route is an exchange all the same: somebody wanted to watch and could not. */
    @Override
    public Reply refused(EdgeRequest request, List<String> path, Supplier<Reply> refusal) {
        Optional<WhepRoute> route = startsWith(path, WHEP)
                ? switch (path.size() - WHEP.size()) {
                    case 1 ->
                        Optional.of(WhepRoute.SUBSCRIBE)
                                .filter(_ -> request.method().equals("POST"));
                    case 2 ->
                        switch (request.method()) {
                            case "PATCH" -> Optional.of(WhepRoute.TRICKLE);
                            case "DELETE" -> Optional.of(WhepRoute.UNSUBSCRIBE);
                            default -> Optional.empty();
                        };
                    default -> Optional.empty();
                }
                : Optional.empty();
        return route.isPresent() ? whep.refused(route.get(), request, path.get(STREAM), refusal) : refusal.get();
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }
}
