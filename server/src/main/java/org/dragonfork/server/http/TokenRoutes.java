package org.dragonfork.server.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.WhepService;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.json.Json;
import org.dragonfork.server.json.JsonFields;
import org.dragonfork.server.json.JsonLimits;
import org.dragonfork.server.json.JsonReading;
import tools.jackson.databind.JsonNode;

/** {@code POST /api/v3/webrtc/streams/{id}/token}: a token that lets its bearer watch this stream for a while. */
public final class TokenRoutes implements Routes {
    private static final List<String> STREAMS = List.of("api", "v3", "webrtc", "streams");

    private static final int STANDARD_LIFETIME_SECONDS = 3_600;

    /** A day: tokens cannot be taken back one by one, so they do not hold for longer. */
    private static final int MAX_LIFETIME_SECONDS = 86_400;

    private static final int MAX_BODY_BYTES = 8 * 1024;

    private final Optional<Authority> authority;
    private final WhepService whep;
    private final InstantSource clock;

    /** @param authority issues the tokens; without one there are none */
    public TokenRoutes(Optional<Authority> authority, WhepService whep, InstantSource clock) {
        this.authority = authority;
        this.whep = whep;
        this.clock = clock;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        boolean fits = path.size() == STREAMS.size() + 2
                && path.subList(0, STREAMS.size()).equals(STREAMS)
                && path.getLast().equals("token");
        return fits
                ? Optional.of(Resource.of("POST", request -> issue(request, path.get(STREAMS.size()))))
                : Optional.empty();
    }

    private Reply issue(EdgeRequest request, String name) {
        if (!StreamId.isValid(name) || !whep.isRegistered(new StreamId(name))) {
            return new Problem(Reason.UNKNOWN_STREAM).reply(request.header("Accept"));
        }
        if (authority.isEmpty()) {
            return new Problem(Reason.NO_LOGIN).reply(request.header("Accept"));
        }
        return switch (request.body().read(MAX_BODY_BYTES)) {
            case RequestBody.Content.Text(String text) -> issue(request, new StreamId(name), text);
            case RequestBody.Content.TooLarge() -> new Problem(Reason.TOO_LARGE).reply(request.header("Accept"));
            case RequestBody.Content.TooSlow() -> new Problem(Reason.TIMEOUT).reply(request.header("Accept"));
            case RequestBody.Content.NotText(), RequestBody.Content.Truncated() ->
                malformed(request, "the body is not whole or not UTF-8");
        };
    }

    /** The body may be empty or an object with {@code lifetime_seconds}. */
    private Reply issue(EdgeRequest request, StreamId stream, String body) {
        if (body.isBlank()) {
            return issued(stream, STANDARD_LIFETIME_SECONDS);
        }
        return switch (Json.read(body, JsonLimits.REQUEST)) {
            case JsonReading.Refused(String why) -> malformed(request, why);
            case JsonReading.Read(JsonNode root) -> {
                JsonFields fields = JsonFields.of(root);
                long seconds = fields.whole("lifetime_seconds", STANDARD_LIFETIME_SECONDS, MAX_LIFETIME_SECONDS);
                if (fields.mistakes().isEmpty() && seconds < 1) {
                    fields.mistake("lifetime_seconds", "must be a whole number from 1 to " + MAX_LIFETIME_SECONDS);
                }
                yield fields.mistakes().isEmpty()
                        ? issued(stream, seconds)
                        : malformed(request, String.join("; ", fields.mistakes()));
            }
        };
    }

    private Reply issued(StreamId stream, long seconds) {
        var token = new ViewerToken(
                authority.orElseThrow().viewer(stream, Duration.ofSeconds(seconds)),
                stream.value(),
                seconds,
                clock.instant().getEpochSecond() + seconds,
                "/api/v3/whep/" + PathSegments.encode(stream.value()));
        return Reply.of(200, Reply.JSON, Json.write(token)).with(Header.NO_STORE);
    }

    private static Reply malformed(EdgeRequest request, String why) {
        return new Problem(Reason.MALFORMED, why).reply(request.header("Accept"));
    }

    /** @param whepUrl path for the player, without the token, which goes into {@code Authorization} */
    private record ViewerToken(String token, String streamId, long lifetimeSeconds, long expiresAt, String whepUrl) {}
}
