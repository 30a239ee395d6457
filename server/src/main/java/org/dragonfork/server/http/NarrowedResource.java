package org.dragonfork.server.http;

import java.util.List;

/** A resource of which only some methods are left. */
record NarrowedResource(Resource whole, List<String> methods) implements Resource {
    NarrowedResource {
        methods = List.copyOf(methods);
    }

    @Override
    public Reply handle(EdgeRequest request) {
        return whole.handle(request);
    }

    @Override
    public List<Header> options(EdgeRequest request) {
        return whole.options(request);
    }

    @Override
    public boolean isShared() {
        return whole.isShared();
    }
}
