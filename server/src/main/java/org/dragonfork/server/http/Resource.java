package org.dragonfork.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What stands at one path: the methods it has and how it answers them. HEAD and OPTIONS are not its concern. */
interface Resource {
    /** Methods it answers, of GET, POST, PUT, PATCH and DELETE. */
    List<String> methods();

    /** Answers one of {@link #methods()}. */
    Reply handle(EdgeRequest request);

    /** Fields that tell what may be sent here, for OPTIONS. */
    default List<Header> options(EdgeRequest request) {
        return List.of();
    }

    /** Whether pages of other origins may read it; not what only some addresses or logins may see. */
    default boolean isShared() {
        return true;
    }

    /** The value of {@code Allow}: a GET brings HEAD, and OPTIONS always works. */
    default String allow() {
        List<String> all = new ArrayList<>(methods());
        if (all.contains("GET")) {
            all.add(all.indexOf("GET") + 1, "HEAD");
        }
        all.add("OPTIONS");
        return String.join(", ", all);
    }

    /** A resource with these methods, in their order. */
    static Resource of(Map<String, Function<EdgeRequest, Reply>> methods) {
        return new Resource() {
            @Override
            public List<String> methods() {
                return List.copyOf(methods.keySet());
            }

            @Override
            public Reply handle(EdgeRequest request) {
                String method = request.method().equals("HEAD") ? "GET" : request.method();
                return Objects.requireNonNull(methods.get(method), "the router asks only for methods there are")
                        .apply(request);
            }
        };
    }

    /** A resource that can only be read. */
    static Resource readOnly(Function<EdgeRequest, Reply> get) {
        return new Resource() {
            @Override
            public List<String> methods() {
                return List.of("GET");
            }

            @Override
            public Reply handle(EdgeRequest request) {
                return get.apply(request);
            }
        };
    }

    /** A resource with one method. */
    static Resource of(String method, Function<EdgeRequest, Reply> handler) {
        return of(List.of(method), handler);
    }

    /** A resource with these methods, all answered by one handler. */
    static Resource of(List<String> methods, Function<EdgeRequest, Reply> handler) {
        return new Resource() {
            @Override
            public List<String> methods() {
                return methods;
            }

            @Override
            public Reply handle(EdgeRequest request) {
                return handler.apply(request);
            }
        };
    }
}
