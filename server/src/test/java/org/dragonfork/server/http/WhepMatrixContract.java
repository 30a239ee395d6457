package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.session.UnsubscribeResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole status matrix of WHEP; run once on the routes alone and once over a socket. */
abstract class WhepMatrixContract {
    private static final String SESSION = FakeWhep.SESSION_ID;
    private static final String OTHER = "ffffffffffffffffffffffffffffffff";

    abstract FakeWhep whep();

    abstract Seen send(Ask ask);

    /** What the listener was told last. */
    abstract WhepExchange lastExchange();

    @Test
    void createsASessionFromAnOffer() {
        Seen seen = send(Ask.offer("cam1"));

        assertThat(seen.status()).isEqualTo(201);
        assertThat(seen.body()).isEqualTo(FakeWhep.ANSWER);
        assertThat(seen.header("Content-Type")).contains("application/sdp");
        assertThat(seen.header("Location")).contains("/api/v3/whep/cam1/" + SESSION);
        assertThat(seen.header("ETag").orElseThrow()).matches("^\"[^\"]+\"$");
        assertThat(seen.header("Cache-Control")).contains("no-store");
        assertThat(seen.all("Link"))
                .containsExactly("<stun:a.example>; rel=\"ice-server\"", "<stun:b.example>; rel=\"ice-server\"");
        assertThat(whep().calls).containsExactly("subscribe cam1 " + Ask.OFFER.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/sdp", "Application/SDP", "application/sdp; charset=utf-8", "APPLICATION/SDP;x"})
    void comparesTheMediaTypeWithoutCaseAndParameters(String type) {
        Ask ask =
                Ask.of("POST", "/api/v3/whep/cam1").header("Content-Type", type).body(Ask.OFFER);

        assertThat(send(ask).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/sdpx", ""})
    void refusesOtherMediaTypesOnPost(String type) {
        Ask ask = Ask.of("POST", "/api/v3/whep/cam1").body(Ask.OFFER);
        Seen seen = send(type.isEmpty() ? ask : ask.header("Content-Type", type));

        assertThat(seen.status()).isEqualTo(415);
        assertThat(seen.reason()).isEqualTo("media_type");
        assertThat(seen.header("Accept-Post")).contains("application/sdp");
        assertThat(whep().calls).isEmpty();
    }

    @Test
    void refusesOtherMediaTypesOnPatch() {
        Seen seen = send(Ask.of("PATCH", "/api/v3/whep/cam1/" + SESSION)
                .header("Content-Type", "application/sdp")
                .body("x"));

        assertThat(seen.status()).isEqualTo(415);
        assertThat(seen.header("Accept-Patch")).contains("application/trickle-ice-sdpfrag");
    }

    @Test
    void takesABodyOfTheLimitAndRefusesOneByteMore() {
        String limit = "x".repeat(RequestBody.MAX_BYTES);

        assertThat(send(Ask.offer("cam1").body(limit)).status()).isEqualTo(201);
        Seen seen = send(Ask.offer("cam1").body(limit + "x"));

        assertThat(seen.status()).isEqualTo(413);
        assertThat(seen.reason()).isEqualTo("too_large");
        assertThat(lastExchange().status()).isEqualTo(413);
    }

    static Stream<Arguments> refusedOffers() {
        return Stream.of(
                Arguments.of(new SubscribeResult.NotLive("FFmpeg has not started", 7), 409, "not_live", "7"),
                Arguments.of(new SubscribeResult.Malformed(3, "no type letter"), 400, "malformed", ""),
                Arguments.of(new SubscribeResult.Unservable("two video sections"), 422, "unprocessable", ""),
                Arguments.of(FakeWhep.mismatch(), 406, "codec_mismatch", ""),
                Arguments.of(new SubscribeResult.CapReached(CapScope.STREAM, 8), 503, "cap_stream", "10"),
                Arguments.of(new SubscribeResult.CapReached(CapScope.GLOBAL, 99), 503, "cap_global", "10"),
                Arguments.of(new SubscribeResult.Draining(), 503, "draining", "5"),
                Arguments.of(new SubscribeResult.SourceTimeout("no packet", 2), 504, "source_timeout", "2"),
                Arguments.of(new SubscribeResult.NoCandidate(), 504, "gather_timeout", "5"));
    }

    @ParameterizedTest
    @MethodSource("refusedOffers")
    void mapsEachRefusalOfAnOffer(SubscribeResult result, int status, String reason, String retryAfter) {
        whep().subscribeGives(result);
        Seen seen = send(Ask.offer("cam1"));

        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.header("Content-Type")).contains("application/problem+json");
        assertThat(seen.reason()).isEqualTo(reason);
        assertThat(seen.json().path("status").asInt()).isEqualTo(status);
        assertThat(seen.json().path("type").asString()).isEqualTo("about:blank");
        assertThat(seen.json().path("title").asString()).isNotBlank();
        assertThat(seen.json().path("detail").asString()).isNotBlank();
        assertThat(seen.header("Retry-After").orElse("")).isEqualTo(retryAfter);
        assertThat(seen.header("Cache-Control")).contains("no-store");
        assertThat(seen.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(seen.header("Access-Control-Expose-Headers").orElse("")).contains("Retry-After");
        assertThat(seen.header("Location")).isEmpty();
        assertThat(lastExchange().status()).isEqualTo(status);
        assertThat(lastExchange().stream()).contains(new StreamId("cam1"));
    }

    @Test
    void saysWhichLineIsMalformedAndWhichKindsDoNotMatch() {
        whep().subscribeGives(new SubscribeResult.Malformed(3, "no type letter"));
        Seen malformed = send(Ask.offer("cam1"));
        whep().subscribeGives(FakeWhep.mismatch());
        Seen mismatch = send(Ask.offer("cam1"));

        assertThat(malformed.json().path("line").asInt()).isEqualTo(3);
        assertThat(malformed.json().path("detail").asString()).isEqualTo("Malformed request: line 3: no type letter.");
        assertThat(mismatch.json().path("kinds").toString()).isEqualTo("[\"video\"]");
    }

    private static SubscribeResult counterOffer() {
        return new SubscribeResult.CounterOffered(
                FakeWhep.SESSION, FakeWhep.ANSWER, FakeWhep.ETAG, 1_777_777_777L, FakeWhep.mismatch());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "application/sdp", "application/sdp, application/problem+json;q=0.9"})
    void offersTheStreamItselfWhenNoCodecFits(String accept) {
        whep().subscribeGives(counterOffer());
        Seen seen =
                send(accept.isEmpty() ? Ask.offer("cam1") : Ask.offer("cam1").header("Accept", accept));

        assertThat(seen.status()).isEqualTo(406);
        assertThat(seen.body()).isEqualTo(FakeWhep.ANSWER);
        assertThat(seen.header("Content-Type"))
                .contains("application/sdp; valid-until=\"Sun, 03 May 2026 03:09:37 GMT\"");
        assertThat(seen.header("Location")).contains("/api/v3/whep/cam1/" + SESSION);
        assertThat(seen.header("ETag")).contains(FakeWhep.ETAG);
        assertThat(seen.header("Dragonfork-Reason")).contains("codec_mismatch; kinds=\"video\"");
        assertThat(seen.header("Access-Control-Expose-Headers").orElse("")).contains("Dragonfork-Reason");
        assertThat(seen.header("Cache-Control")).contains("no-store");
        assertThat(seen.all("Link")).hasSize(2);
        assertThat(lastExchange().status()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/problem+json, application/sdp;q=0.9",
                "text/plain, application/sdp;q=0.5",
                "application/json"
            })
    void explainsInsteadToWhomWantsThatMore(String accept) {
        whep().subscribeGives(counterOffer());
        Seen seen = send(Ask.offer("cam1").header("Accept", accept));

        assertThat(seen.status()).isEqualTo(406);
        assertThat(seen.header("Location")).isEmpty();
        assertThat(seen.body()).containsIgnoringCase("no usable codec");
    }

    @Test
    void takesTheAnswerToACounterOffer() {
        whep().onAnswer = PatchResult.Answered::new;
        whep().counterOfferOpen = true;
        Seen options = send(Ask.of("OPTIONS", "/api/v3/whep/cam1/" + SESSION));
        Seen wrong = send(answer("cam1", SESSION).header("Content-Type", "text/plain"));
        Seen seen = send(answer("cam1", SESSION).header("Content-Type", "application/sdp"));

        assertThat(options.header("Accept-Patch")).contains("application/sdp, application/trickle-ice-sdpfrag");
        assertThat(wrong.status()).isEqualTo(415);
        assertThat(wrong.header("Accept-Patch")).contains("application/sdp, application/trickle-ice-sdpfrag");
        assertThat(seen.status()).isEqualTo(204);
        assertThat(seen.body()).isEmpty();
        assertThat(lastExchange().route()).isEqualTo(WhepRoute.TRICKLE);
        assertThat(whep().calls).containsExactly("answer cam1 " + SESSION + " " + Ask.OFFER.length());
    }

    @Test
    void takesNoAnswerWhereNoneIsWaitedFor() {
        Seen done = send(answer("cam1", SESSION).header("Content-Type", "application/sdp"));
        Seen strange = send(answer("cam1", OTHER).header("Content-Type", "application/sdp"));

        assertThat(done.status()).isEqualTo(415);
        assertThat(done.reason()).isEqualTo("media_type");
        assertThat(done.header("Accept-Patch")).contains("application/trickle-ice-sdpfrag");
        assertThat(strange.reason()).isEqualTo("unknown_session");
    }

    private static Ask answer(String stream, String session) {
        return Ask.of("PATCH", "/api/v3/whep/" + stream + "/" + session).body(Ask.OFFER);
    }

    static Stream<Arguments> patches() {
        return Stream.of(
                Arguments.of(new PatchResult.UnknownStream(), 404, "unknown_stream"),
                Arguments.of(new PatchResult.UnknownSession(), 404, "unknown_session"),
                Arguments.of(new PatchResult.Malformed("no ufrag"), 400, "malformed"),
                Arguments.of(new PatchResult.Unservable("password too short"), 422, "unprocessable"),
                Arguments.of(new PatchResult.StaleEtag(), 412, "stale_etag"),
                Arguments.of(new PatchResult.MissingEtag(), 428, "missing_etag"));
    }

    @ParameterizedTest
    @MethodSource("patches")
    void mapsEachRefusalOfAPatch(PatchResult result, int status, String reason) {
        whep().onPatch = () -> result;
        Seen seen = send(Ask.fragment("cam1", SESSION).header("If-Match", "\"ice-1\""));

        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.reason()).isEqualTo(reason);
        assertThat(lastExchange().route()).isEqualTo(WhepRoute.TRICKLE);
        assertThat(whep().calls).containsExactly("patch cam1 " + SESSION + " \"ice-1\"");
    }

    @Test
    void answersTrickleWithNothing() {
        Seen seen = send(Ask.fragment("cam1", SESSION));

        assertThat(seen.status()).isEqualTo(204);
        assertThat(seen.body()).isEmpty();
        assertThat(seen.header("ETag")).isEmpty();
        assertThat(seen.header("Content-Length")).isEmpty();
        assertThat(whep().calls).containsExactly("patch cam1 " + SESSION + " -");
    }

    @Test
    void answersARestartWithTheNewFragmentAndEntityTag() {
        whep().onPatch = () -> new PatchResult.Restarted("a=ice-lite\r\na=ice-ufrag:n\r\n", "\"ice-2\"");
        Seen seen = send(Ask.fragment("cam1", SESSION).header("If-Match", "*"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body()).isEqualTo("a=ice-lite\r\na=ice-ufrag:n\r\n");
        assertThat(seen.header("Content-Type")).contains("application/trickle-ice-sdpfrag");
        assertThat(seen.header("ETag")).contains("\"ice-2\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER, "nonsense", "", "%2e%2e"})
    void doesNotKnowAStrangeSession(String session) {
        Seen seen = send(Ask.fragment("cam1", session));

        assertThat(seen.status()).isEqualTo(404);
        assertThat(seen.reason()).isEqualTo("unknown_session");
        assertThat(lastExchange().stream()).contains(new StreamId("cam1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cam1/" + SESSION, "cam1/" + OTHER, "cam1/x", "nowhere/" + SESSION, "a%20b/x"})
    void deletesWhateverIsThereOrNot(String path) {
        Seen seen = send(Ask.of("DELETE", "/api/v3/whep/" + path).header("If-Match", "\"wrong\""));

        assertThat(seen.status()).isEqualTo(204);
        assertThat(seen.body()).isEmpty();
        assertThat(lastExchange().route()).isEqualTo(WhepRoute.UNSUBSCRIBE);
        assertThat(lastExchange().stream().map(StreamId::value))
                .isEqualTo(path.startsWith("cam1/") ? Optional.of("cam1") : Optional.empty());
    }

    @Test
    void deletesWhatHasEndedBefore() {
        whep().onUnsubscribe = UnsubscribeResult.NothingToEnd::new;

        assertThat(send(Ask.of("DELETE", "/api/v3/whep/cam1/" + SESSION)).status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "a%2Fb", "a%20b", "%01", ""})
    void doesNotKnowAStreamThatIsNotOrCannotBe(String stream) {
        Seen seen = send(Ask.offer(stream));

        assertThat(seen.status()).isEqualTo(404);
        assertThat(seen.reason()).isEqualTo("unknown_stream");
        assertThat(lastExchange().stream()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"restreamer-ui:ingest:6c2f", "restreamer-ui%3Aingest%3a6c2f"})
    void takesIdsWithColonsEscapedOrNot(String stream) {
        Seen seen = send(Ask.offer(stream));

        assertThat(seen.status()).isEqualTo(201);
        assertThat(seen.header("Location")).contains("/api/v3/whep/" + FakeWhep.COLONS + "/" + SESSION);
        assertThat(lastExchange().stream()).contains(new StreamId(FakeWhep.COLONS));
    }

    @Test
    void decodesAnIdOnceAndWritesItBackEscaped() {
        whep().streamsAre(FakeWhep.live("50%25ä?#"));
        Seen seen = send(Ask.offer("50%2525%C3%A4%3F%23"));

        assertThat(seen.header("Location")).contains("/api/v3/whep/50%2525%C3%A4%3F%23/" + SESSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cam%1", "cam%", "cam%zz", "cam%ff", "%c3%28", "%ed%a0%80", "cam%00"})
    void refusesBrokenEscapes(String stream) {
        Seen seen = send(Ask.offer(stream));

        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.reason()).isEqualTo("malformed");
        assertThat(whep().calls).isEmpty();
    }

    @Test
    void writesTheOriginalsLineWhenPlainTextIsPreferred() {
        Seen seen = send(Ask.offer("nowhere").header("Accept", "text/plain, application/json;q=0.9"));

        assertThat(seen.status()).isEqualTo(404);
        assertThat(seen.header("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(seen.body()).isEqualTo("webrtc: stream not found\n");
    }

    static Stream<Arguments> wrongMethods() {
        String endpoint = "GET, HEAD, POST, OPTIONS";
        String session = "GET, HEAD, PATCH, DELETE, OPTIONS";
        String readOnly = "GET, HEAD, OPTIONS";
        return Stream.of(
                Arguments.of("PUT", "/api/v3/whep/cam1", endpoint),
                Arguments.of("TRACE", "/api/v3/whep/cam1", endpoint),
                Arguments.of("DELETE", "/api/v3/whep/cam1", endpoint),
                Arguments.of("POST", "/api/v3/whep/cam1/" + SESSION, session),
                Arguments.of("BREW", "/api/v3/whep/cam1/" + SESSION, session),
                Arguments.of("POST", "/api/v3/webrtc/streams", readOnly),
                Arguments.of("DELETE", "/ping", readOnly),
                Arguments.of("PATCH", "/", readOnly));
    }

    @ParameterizedTest
    @MethodSource("wrongMethods")
    void refusesOtherMethodsAndNamesTheRightOnes(String method, String path, String allow) {
        Seen seen = send(Ask.of(method, path));

        assertThat(seen.status()).isEqualTo(405);
        assertThat(seen.header("Allow")).contains(allow);
        assertThat(seen.reason()).isEqualTo("method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v3/whep/cam1", "/api/v3/whep/cam1/" + SESSION, "/livez", "/", "/whep-player.html"})
    void answersHeadWithTheFieldsOfGetAndNoBody(String path) {
        Seen get = send(Ask.of("GET", path));
        Seen head = send(Ask.of("HEAD", path));

        assertThat(get.status()).isEqualTo(200);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(relevant(head)).isEqualTo(relevant(get));
    }

    private static List<Header> relevant(Seen seen) {
        return seen.headers().stream()
                .filter(h -> !h.name().equalsIgnoreCase("Date"))
                .toList();
    }

    @Test
    void tellsPlayersThatAnEndpointIsOne() {
        Seen seen = send(Ask.of("HEAD", "/api/v3/whep/cam1"));

        assertThat(seen.header("Content-Type")).contains("application/sdp");
        assertThat(send(Ask.of("GET", "/api/v3/whep/cam1")).body()).isEmpty();
        assertThat(send(Ask.of("GET", "/api/v3/whep/nowhere")).reason()).isEqualTo("unknown_stream");
        assertThat(send(Ask.of("GET", "/api/v3/whep/cam1/" + OTHER)).reason()).isEqualTo("unknown_session");
    }

    @Test
    void announcesTypesAndIceServersOnOptionsButNotIceServersOnPreflight() {
        Seen asked = send(Ask.of("OPTIONS", "/api/v3/whep/cam1"));
        Seen preflight = send(Ask.of("OPTIONS", "/api/v3/whep/nowhere")
                .header("Origin", "https://a.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type"));
        Seen session = send(Ask.of("OPTIONS", "/api/v3/whep/cam1/" + SESSION));

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.header("Accept-Post")).contains("application/sdp");
        assertThat(asked.header("Allow")).contains("GET, HEAD, POST, OPTIONS");
        assertThat(asked.all("Link")).hasSize(2);
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.all("Link")).isEmpty();
        assertThat(preflight.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(preflight.header("Access-Control-Allow-Methods"))
                .contains("OPTIONS, GET, HEAD, POST, PUT, PATCH, DELETE");
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .contains("Authorization, Content-Type, If-Match, Link, Last-Event-ID");
        assertThat(preflight.header("Access-Control-Max-Age")).isPresent();
        assertThat(session.header("Accept-Patch")).contains("application/trickle-ice-sdpfrag");
    }

    @Test
    void hidesABugBehindOneLine() {
        whep().onSubscribe = offer -> {
            throw new IllegalStateException("the secret place of the bug");
        };
        Seen seen = send(Ask.offer("cam1"));

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.reason()).isEqualTo("internal");
        assertThat(seen.body()).doesNotContain("secret", "Exception", "\tat ");
        assertThat(lastExchange().status()).isEqualTo(500);
    }

    @Test
    void tellsTheListenerRouteStatusStreamAndDuration() {
        send(Ask.offer("cam1"));
        WhepExchange exchange = lastExchange();

        assertThat(exchange.route()).isEqualTo(WhepRoute.SUBSCRIBE);
        assertThat(exchange.route().label()).isEqualTo("subscribe");
        assertThat(exchange.status()).isEqualTo(201);
        assertThat(exchange.stream()).contains(new StreamId("cam1"));
        assertThat(exchange.duration()).isPositive();
    }
}
