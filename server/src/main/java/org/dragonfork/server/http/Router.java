package org.dragonfork.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From path to resource, and what is the same for all of them: 400 and 404 of the path, 405, OPTIONS, HEAD, CORS. */
final class Router {
    private static final List<String> WHEP = List.of("api", "v3", "whep");
    private static final List<String> STREAMS = List.of("api", "v3", "webrtc", "streams");

    private final WhepResources whep;
    private final StreamViews streams;
    private final Probes probes;
    private final Pages pages;
    private final Cors cors;
    private final Map<String, Resource> more;

    Router(WhepResources whep, StreamViews streams, Probes probes, Pages pages, Cors cors) {
        this(whep, streams, probes, pages, cors, Map.of());
    }

    /** @param more resources by their path, which has one segment */
    Router(WhepResources whep, StreamViews streams, Probes probes, Pages pages, Cors cors, Map<String, Resource> more) {
        this.more = Map.copyOf(more);
        this.whep = whep;
        this.streams = streams;
        this.probes = probes;
        this.pages = pages;
        this.cors = cors;
    }

    /** The answer to any request; the body of an answer to HEAD is left to the sender to drop. */
    Reply answer(EdgeRequest request) {
        Optional<List<String>> path = PathSegments.decode(request.rawPath());
        if (path.isEmpty()) {
            return new Problem(Reason.MALFORMED, "the path has a broken percent-escape or is no UTF-8")
                    .reply(request.header("Accept"))
                    .with(cors.headers(request));
        }
        Optional<Resource> found = resource(path.get());
        Reply reply = route(request, found);
        return found.map(Resource::isShared).orElse(true) ? reply.with(cors.headers(request)) : reply;
    }

    private static Reply route(EdgeRequest request, Optional<Resource> found) {
        if (found.isEmpty()) {
            return new Problem(Reason.NO_ROUTE).reply(request.header("Accept"));
        }
        Resource resource = found.get();
        if (request.method().equals("OPTIONS")) {
            return Reply.empty(200, Header.NO_STORE, new Header("Allow", resource.allow()))
                    .with(resource.options(request));
        }
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        if (!resource.methods().contains(method)) {
            return new Problem(Reason.METHOD)
                    .with(new Header("Allow", resource.allow()))
                    .reply(request.header("Accept"));
        }
        return resource.handle(request);
    }

    private Optional<Resource> resource(List<String> path) {
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
        if (path.size() != 1) {
            return Optional.empty();
        }
        Resource added = more.get(path.getFirst());
        if (added != null) {
            return Optional.of(added);
        }
        return switch (path.getFirst()) {
            case "ping" -> Optional.of(Resource.readOnly(probes::ping));
            case "livez" -> Optional.of(Resource.readOnly(probes::live));
            case "readyz" -> Optional.of(Resource.readOnly(probes::ready));
            default -> pages.at(path.getFirst()).map(page -> Resource.readOnly(request -> page));
        };
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }
}
