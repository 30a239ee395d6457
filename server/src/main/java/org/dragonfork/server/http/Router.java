package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;

/** From path to resource, and what is the same for all of them: 400 and 404 of the path, 405, OPTIONS, HEAD, CORS. */
final class Router {
    private final List<Routes> routes;
    private final AccessGate gate;
    private final GateWatch watch;
    private final Cors cors;

    /** @param routes asked in this order, the first that knows a path has it; only of what the gate lets through */
    Router(List<Routes> routes, AccessGate gate, Cors cors) {
        this(routes, gate, GateWatch.NONE, cors);
    }

    /** The same, and somebody sees what the gate refuses. */
    Router(List<Routes> routes, AccessGate gate, GateWatch watch, Cors cors) {
        this.routes = List.copyOf(routes);
        this.gate = gate;
        this.watch = watch;
        this.cors = cors;
    }

    /** The answer to any request; the body of an answer to HEAD is left to the sender to drop. */
    Reply answer(EdgeRequest socket) {
        EdgeRequest request = gate.resolve(socket);
        Optional<List<String>> path = PathSegments.decode(request.rawPath());
        if (path.isEmpty()) {
            return ErrorForm.ofPath(request.rawPath())
                    .reply(
                            new Problem(Reason.MALFORMED, "the path has a broken percent-escape or is no UTF-8"),
                            request)
                    .with(cors.headers(request));
        }
        Optional<Problem> refusal = gate.refusal(socket, request, path.get());
        if (refusal.isPresent()) {
            ErrorForm form = ErrorForm.ofPath(request.rawPath());
            return watch.refused(request, path.get(), () -> form.reply(refusal.get(), request))
                    .with(cors.headers(request));
        }
        Optional<Resource> found = resource(path.get()).flatMap(resource -> gate.permitted(resource, path.get()));
        Reply reply = route(request, found);
        return found.map(Resource::isShared).orElse(true) ? reply.with(cors.headers(request)) : reply;
    }

    private static Reply route(EdgeRequest request, Optional<Resource> found) {
        ErrorForm form = ErrorForm.ofPath(request.rawPath());
        if (found.isEmpty()) {
            return form.reply(new Problem(Reason.NO_ROUTE), request);
        }
        Resource resource = found.get();
        if (request.method().equals("OPTIONS")) {
            return Reply.empty(200, Header.NO_STORE, new Header("Allow", resource.allow()))
                    .with(resource.options(request));
        }
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        if (!resource.methods().contains(method)) {
            return form.reply(new Problem(Reason.METHOD).with(new Header("Allow", resource.allow())), request);
        }
        return resource.handle(request);
    }

    private Optional<Resource> resource(List<String> path) {
        return routes.stream().flatMap(some -> some.at(path).stream()).findFirst();
    }
}
