package org.dragonfork.server.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.server.json.Json;
import org.dragonfork.server.json.JsonFields;
import org.dragonfork.server.json.JsonLimits;
import org.dragonfork.server.json.JsonReading;
import tools.jackson.databind.JsonNode;

/**
 * The login: {@code POST /api/login} and {@code GET /api/login/refresh}. A wrong password is answered late, as in the
 * original, and an address has few tries; the right one is answered at once whatever others do.
 */
public final class LoginRoutes implements Routes {
    private static final List<String> LOGIN = List.of("api", "login");
    private static final List<String> REFRESH = List.of("api", "login", "refresh");

    /** As in the original. */
    private static final Duration STANDARD_DELAY = Duration.ofSeconds(5);

    /** A person mistypes a few times; afterwards one try in five seconds is left, some 17,000 a day. */
    private static final RateLimit TRIES = new RateLimit(10, 0.2, 10_000);

    /** How many late answers may be waiting because of one such time of {@link #STANDARD_DELAY}, for all clients together. */
    private static final RateLimit LATE = new RateLimit(100, 20, 1);

    private static final int MAX_BODY_BYTES = 8 * 1024;

    private final Authority authority;
    private final Duration delay;
    private final ClientBuckets tries = new ClientBuckets(TRIES, System::nanoTime);
    private final ClientBuckets late = new ClientBuckets(LATE, System::nanoTime);

    /** The login of this authority. */
    public LoginRoutes(Authority authority) {
        this(authority, STANDARD_DELAY);
    }

    /** @param delay how late a wrong password is answered */
    LoginRoutes(Authority authority, Duration delay) {
        this.authority = authority;
        this.delay = delay;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.equals(LOGIN)) {
            return Optional.of(Resource.of("POST", this::login));
        }
        return path.equals(REFRESH) ? Optional.of(Resource.readOnly(this::refresh)) : Optional.empty();
    }

    private Reply login(EdgeRequest request) {
        int wait = tries.secondsToWait(request.client());
        if (wait > 0) {
            return tooMany(wait);
        }
        if (!MediaType.isJson(request.header("Content-Type"))) {
            return late(ApiError.of(400, "Invalid JSON", "send Content-Type: application/json"));
        }
        return switch (request.body().read(MAX_BODY_BYTES)) {
            case RequestBody.Content.Text(String text) -> login(text);
            case RequestBody.Content.TooLarge() -> late(ApiError.of(413, "Body too large"));
            case RequestBody.Content.TooSlow() ->
                ApiError.of(408, "Request took too long").reply();
            case RequestBody.Content.NotText(), RequestBody.Content.Truncated() ->
                late(ApiError.of(400, "Invalid JSON", "the body is not whole or not UTF-8"));
        };
    }

    private Reply login(String text) {
        return switch (Json.read(text, JsonLimits.REQUEST)) {
            case JsonReading.Refused(String why) -> late(ApiError.of(400, "Invalid JSON", why));
            case JsonReading.Read(JsonNode root) -> {
                JsonFields fields = JsonFields.of(root);
                String name = fields.text("username", "");
                String password = fields.text("password", "");
                if (!fields.mistakes().isEmpty() || name.isEmpty() || password.isEmpty()) {
                    yield late(ApiError.of(400, "Invalid JSON", "username and password are needed, both as strings"));
                }
                yield authority
                        .login(name, password)
                        .map(LoginRoutes::json)
                        .orElseGet(() -> late(ApiError.of(401, "Unauthorized", "Invalid username or password")));
            }
        };
    }

    private Reply refresh(EdgeRequest request) {
        Bearer bearer = AccessGate.token(request)
                .map(authority::read)
                .orElseGet(() -> new Bearer.Nobody("send the refresh token as Authorization: Bearer"));
        return switch (bearer) {
            case Bearer.Renewer(String name) -> json(Map.of("access_token", authority.renew(name)));
            case Bearer.Nobody(String why) -> unauthorized(why);
            case Bearer.Admin _, Bearer.Viewer _ -> unauthorized("this is no refresh token");
        };
    }

    private static Reply unauthorized(String why) {
        return ApiError.of(401, "Unauthorized", why).reply().with(AccessGate.CHALLENGE);
    }

    /** What is wrong is said late, so that guessing takes its time; above a number that may wait it is not said at all. */
    private Reply late(ApiError error) {
        int wait = late.secondsToWait(InetAddress.getLoopbackAddress());
        return wait > 0 ? tooMany(wait) : error.reply().after(delay);
    }

    private static Reply tooMany(int seconds) {
        return ApiError.of(429, "Too many requests", "Too many tries to log in; wait " + seconds + " s")
                .reply()
                .with(Header.retryAfter(seconds));
    }

    private static Reply json(Object value) {
        return Reply.of(200, Reply.JSON, Json.write(value)).with(Header.NO_STORE);
    }
}
