package org.dragonfork.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;

/**
 * Decides for every request, before any route sees it, whether it may go on; what it needs stands in {@link AccessRule}. No
 * route checks by itself but those that are marked so.
 */
final class AccessGate {
    private static final String SCHEME = "bearer ";

    private static final String REALM = "Bearer realm=\"dragonfork\"";

    /** For a request without a token (RFC 6750 section 3.1: no error code then). */
    static final Header CHALLENGE = new Header("WWW-Authenticate", REALM);

    private static final int STREAM_SEGMENT = 3;

    private final AccessOptions options;
    private final ClientAddress addresses;

    AccessGate(AccessOptions options) {
        this.options = options;
        this.addresses = new ClientAddress(options.proxies());
    }

    /** The request with the address of its client as it really is, as far as that can be known. */
    EdgeRequest resolve(EdgeRequest request) {
        return addresses.resolve(request);
    }

    /**
     * Why a request may not go on; empty when it may.
     *
     * @param socket the request as it came
     * @param request the same, {@linkplain #resolve resolved}
     * @param path its decoded segments
     */
    Optional<Problem> refusal(EdgeRequest socket, EdgeRequest request, List<String> path) {
        AccessRule rule = AccessRule.of(request.method(), path);
        if (rule.restricted() && !options.addresses().test(request.client())) {
            return Optional.of(new Problem(Reason.ADDRESS));
        }
        if (request.isPreflight()) {
            return Optional.empty();
        }
        return switch (rule.need()) {
            case NOTHING, OWN -> Optional.empty();
            case LOOK -> options.authority().isEmpty() ? Optional.empty() : admin(socket, request);
            case ADMIN, CHANGE -> admin(socket, request);
            case WATCH -> watch(socket, request, path.get(STREAM_SEGMENT));
        };
    }

    /** Whether this is somebody who may use the whole API; a stranger who is let in for want of a login is, too. */
    boolean isKnown(EdgeRequest request) {
        return options.authority().isEmpty() || admin(request, request).isEmpty();
    }

    /** What is left of a resource: nothing that changes something where the API is read-only. */
    Optional<Resource> permitted(Resource resource, List<String> path) {
        if (!options.readOnly()) {
            return Optional.of(resource);
        }
        List<String> left = resource.methods().stream()
                .filter(method -> AccessRule.of(method, path).need() != Need.CHANGE)
                .toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new NarrowedResource(resource, left));
    }

    private Optional<Problem> admin(EdgeRequest socket, EdgeRequest request) {
        if (options.authority().isEmpty()) {
            return addresses.isOfThisMachine(socket, request)
                    ? SameSite.objection(request).map(why -> new Problem(Reason.FOREIGN_PAGE, why))
                    : Optional.of(new Problem(Reason.NOT_LOCAL));
        }
        if (isTrustedLocal(socket, request)) {
            return Optional.empty();
        }
        return switch (bearer(request)) {
            case Bearer.Admin _ -> Optional.empty();
            case Bearer.Nobody(String why) -> Optional.of(unauthorized(request, why));
            case Bearer.Renewer _ -> Optional.of(unauthorized(request, "this is a token for refreshing"));
            case Bearer.Viewer _ -> Optional.of(unauthorized(request, "this is a token for watching"));
        };
    }

    private Optional<Problem> watch(EdgeRequest socket, EdgeRequest request, String name) {
        Optional<StreamId> stream = StreamId.isValid(name) ? Optional.of(new StreamId(name)) : Optional.empty();
        boolean open = stream.map(options.isPublic()::test).orElse(false);
        if (options.authority().isEmpty() || open || isTrustedLocal(socket, request)) {
            return Optional.empty();
        }
        return switch (bearer(request)) {
            case Bearer.Admin _ -> Optional.empty();
            case Bearer.Viewer(StreamId allowed) ->
                stream.equals(Optional.of(allowed))
                        ? Optional.empty()
                        : Optional.of(new Problem(Reason.FORBIDDEN)
                                .with(challenge("insufficient_scope", "this token is for another stream")));
            case Bearer.Renewer _ -> Optional.of(unauthorized(request, "this is a token for refreshing"));
            case Bearer.Nobody(String why) -> Optional.of(unauthorized(request, why));
        };
    }

    private boolean isTrustedLocal(EdgeRequest socket, EdgeRequest request) {
        return options.localhostIsTrusted()
                && addresses.isOfThisMachine(socket, request)
                && SameSite.objection(request).isEmpty();
    }

    private Bearer bearer(EdgeRequest request) {
        return token(request)
                .map(token -> options.authority().orElseThrow().read(token))
                .orElseGet(() -> new Bearer.Nobody("log in at /api/login and send the token as Authorization: Bearer"));
    }

    /** The token of a request (RFC 6750 section 2.1); never taken from the query, which ends up in logs. */
    static Optional<String> token(EdgeRequest request) {
        return request.header("Authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    private static Problem unauthorized(EdgeRequest request, String why) {
        return new Problem(Reason.UNAUTHORIZED, why)
                .with(token(request).isPresent() ? challenge("invalid_token", why) : CHALLENGE);
    }

    private static Header challenge(String error, String why) {
        return new Header("WWW-Authenticate", REALM + ", error=\"" + error + "\", error_description=\"" + why + "\"");
    }
}
