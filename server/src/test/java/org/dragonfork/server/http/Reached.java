package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands at every path of the API with every method, those to come included, and remembers what reached it. */
final class Reached implements Routes {
    static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    final List<String> requests = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Resource> at(List<String> path) {
        return path.getFirst().equals("api") ? Optional.of(Resource.of(METHODS, this::handle)) : Optional.empty();
    }

    private Reply handle(EdgeRequest request) {
        requests.add(request.method() + " " + request.rawPath());
        return Reply.of(200, Reply.TEXT, "reached");
    }
}
