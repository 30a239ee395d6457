package org.dragonfork.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What pages of other origins may do and read (WHATWG Fetch). Credentials in the sense of Fetch are never allowed, so the
 * wildcard is safe: a token travels in a field that the page itself must set.
 */
final class Cors {
    private static final String ANY = "*";

    /** {@code Authorization} has to be named, a wildcard does not cover it. */
    private static final List<Header> PREFLIGHT = List.of(
            new Header("Access-Control-Allow-Methods", "OPTIONS, GET, HEAD, POST, PUT, PATCH, DELETE"),
            new Header("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match, Link, Last-Event-ID"),
            new Header("Access-Control-Max-Age", "86400"));

    private static final Header EXPOSED = new Header(
            "Access-Control-Expose-Headers",
            "Location, Link, ETag, Accept-Post, Accept-Patch, Retry-After, WWW-Authenticate, Dragonfork-Reason");

    private final List<String> origins;

    /** @param origins allowed origins, or one {@code *} for all */
    Cors(List<String> origins) {
        this.origins = List.copyOf(origins);
    }

    /** The fields a response to this request gets, whatever its status. */
    List<Header> headers(EdgeRequest request) {
        return headers(request.headers(), request.method());
    }

    List<Header> headers(Function<String, Optional<String>> request, String method) {
        List<Header> headers = new ArrayList<>();
        if (origins.contains(ANY)) {
            headers.add(new Header("Access-Control-Allow-Origin", ANY));
        } else {
            headers.add(new Header("Vary", "Origin"));
            Optional<String> origin = request.apply("Origin");
            if (origin.isEmpty() || !origins.contains(origin.get())) {
                return headers;
            }
            headers.add(new Header("Access-Control-Allow-Origin", origin.get()));
        }
        if (method.equals("OPTIONS")) {
            headers.addAll(PREFLIGHT);
        }
        headers.add(EXPOSED);
        return headers;
    }
}
