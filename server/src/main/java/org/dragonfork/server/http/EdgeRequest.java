package org.dragonfork.server.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * One request as the routes see it, free of the HTTP library.
 *
 * @param rawPath path as it came, still percent-encoded
 * @param query what stood behind the question mark
 * @param headers value of a field by its name in any case; several fields of one name are joined by commas
 * @param client address of the socket's other end, or whom a trusted proxy names in its place
 */
record EdgeRequest(
        String method,
        String rawPath,
        Query query,
        Function<String, Optional<String>> headers,
        RequestBody body,
        InetAddress client) {
    Optional<String> header(String name) {
        return headers.apply(name);
    }

    /** The same from somebody else. */
    EdgeRequest from(InetAddress other) {
        return new EdgeRequest(method, rawPath, query, headers, body, other);
    }

    /** A CORS preflight, as opposed to an OPTIONS somebody sent to learn something (WHATWG Fetch). */
    boolean isPreflight() {
        return method.equals("OPTIONS")
                && header("Origin").isPresent()
                && header("Access-Control-Request-Method").isPresent();
    }
}
