package org.dragonfork.server.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the HTTP side behaves.
 *
 * @param address where to listen; port 0 takes any free one
 * @param corsOrigins origins whose pages may use the API, each as a browser writes it ({@code https://example.org}), or
 *     {@code *} for all
 * @param iceServerLinks ready values of {@code Link} fields with {@code rel="ice-server"} (RFC 9725 section 4.6)
 * @param rateLimit of changing WHEP requests, for each client address
 * @param maxConnections open connections at one time; above it none is accepted
 * @param idleTimeout after which a silent connection is closed; also the longest a request body may take
 * @param stopTimeout how long requests that run may go on when the server stops
 * @param whep whether streams can be watched; if not, there are no routes of WHEP
 * @param access who may do what
 */
public record HttpOptions(
        InetSocketAddress address,
        List<String> corsOrigins,
        List<String> iceServerLinks,
        RateLimit rateLimit,
        int maxConnections,
        Duration idleTimeout,
        Duration stopTimeout,
        boolean whep,
        AccessOptions access) {
    public HttpOptions {
        corsOrigins = List.copyOf(corsOrigins);
        iceServerLinks = List.copyOf(iceServerLinks);
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be at least 1");
        }
        if (!idleTimeout.isPositive() || !stopTimeout.isPositive()) {
            throw new IllegalArgumentException("idleTimeout and stopTimeout must be above 0");
        }
        for (String link : iceServerLinks) {
            if (link.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalArgumentException(
                        "an ICE server link holds a character that no header field may hold");
            }
        }
    }

    /** Every origin allowed, no ICE servers, limits that one machine stands. */
    public static HttpOptions on(InetSocketAddress address) {
        return new HttpOptions(
                address,
                List.of("*"),
                List.of(),
                RateLimit.standard(),
                4_096,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                true,
                AccessOptions.withoutLogin());
    }

    /** The same with other origins. */
    public HttpOptions withCorsOrigins(List<String> origins) {
        return new HttpOptions(
                address, origins, iceServerLinks, rateLimit, maxConnections, idleTimeout, stopTimeout, whep, access);
    }

    /** The same with these ICE servers. */
    public HttpOptions withIceServerLinks(List<String> links) {
        return new HttpOptions(
                address, corsOrigins, links, rateLimit, maxConnections, idleTimeout, stopTimeout, whep, access);
    }

    /** The same with another rate limit. */
    public HttpOptions withRateLimit(RateLimit limit) {
        return new HttpOptions(
                address, corsOrigins, iceServerLinks, limit, maxConnections, idleTimeout, stopTimeout, whep, access);
    }

    /** The same with another idle timeout. */
    public HttpOptions withIdleTimeout(Duration timeout) {
        return new HttpOptions(
                address, corsOrigins, iceServerLinks, rateLimit, maxConnections, timeout, stopTimeout, whep, access);
    }

    /** The same with or without WHEP. */
    public HttpOptions withWhep(boolean there) {
        return new HttpOptions(
                address,
                corsOrigins,
                iceServerLinks,
                rateLimit,
                maxConnections,
                idleTimeout,
                stopTimeout,
                there,
                access);
    }

    /** The same with other access. */
    public HttpOptions withAccess(AccessOptions rules) {
        return new HttpOptions(
                address, corsOrigins, iceServerLinks, rateLimit, maxConnections, idleTimeout, stopTimeout, whep, rules);
    }
}
