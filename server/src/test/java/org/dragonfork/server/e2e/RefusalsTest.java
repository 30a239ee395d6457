package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.server.app.OpenedApplication;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal by the real service (decisions D8 and D10), and that none leaves a trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusalsTest {
    private static final String NOBODY = "0123456789abcdef0123456789abcdef";
    private static final int TOO_LONG = 64 * 1024 + 1;

    private LiveServer server;
    private Trace before;

    /** What a refusal must not change. */
    private record Trace(int peers, int portsInUse, int footprint, List<String> threads) {
        static Trace of(LiveServer server) {
            var now = server.application.snapshot();
            return new Trace(
                    now.peers(),
                    now.portsInUse(),
                    OpenedApplication.footprint(server.application),
                    ThreadCensus.ours());
        }
    }

    /** A refused request. */
    record Refusal(int status, String reason, Ask ask) {
        @Override
        public String toString() {
            return status + " " + reason + ": " + ask.method() + " " + ask.path();
        }
    }

    @BeforeAll
    void start() throws StartFailure {
        server = LiveServer.start(
                Map.of(
                        ConfigKey.WEBRTC_STRICT_ETAG, "true",
                        ConfigKey.WEBRTC_MAX_PEERS_PER_STREAM, "1",
                        ConfigKey.WEBRTC_MAX_PEERS_TOTAL, "2"),
                Sources.pictureAndSound("one", "160x90"),
                Sources.soundOnly("two"),
                Sources.soundOnly("three"));
        server.add(Sources.missing("broken"));
        Await.until(
                "FFmpeg has failed",
                LiveServer.PATIENCE,
                () -> server.process("broken").state().equals(ProcessState.FAILED));
        // Once before anything is counted, so that what the server makes once and keeps is there.
        assertThat(server.send(offer("one")).status()).isEqualTo(201);
        end("one");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void look() {
        Await.until("the server is ready", LiveServer.PATIENCE, server.application::isReady);
        before = awaitQuiet();
    }

    @AfterEach
    void nothingHasChanged() {
        Await.until(
                "everything is as before: " + before + ", and not " + Trace.of(server),
                LiveServer.PATIENCE,
                () -> Trace.of(server).equals(before));
    }

    static Stream<Refusal> refusedOffers() {
        return Stream.of(
                new Refusal(400, "malformed", offer("one").body("nonsense")),
                new Refusal(400, "malformed", offer("one%zz")),
                new Refusal(404, "unknown_stream", offer("nowhere")),
                new Refusal(404, "no_route", Ask.of("GET", "/api/v3/webrtc/nothing")),
                new Refusal(405, "method", Ask.of("PUT", "/api/v3/whep/one")),
                new Refusal(
                        406,
                        "codec_mismatch",
                        offer("one")
                                .header("Accept", "application/problem+json, application/sdp;q=0.5")
                                .body(Offers.withoutH264())),
                new Refusal(409, "not_live", offer("broken")),
                new Refusal(413, "too_large", offer("one").body("x".repeat(TOO_LONG))),
                new Refusal(
                        415, "media_type", Ask.of("POST", "/api/v3/whep/one").body(Offers.good())),
                new Refusal(422, "unprocessable", offer("one").body(Offers.withoutFingerprint())));
    }

    @ParameterizedTest
    @MethodSource("refusedOffers")
    void refusesAnOffer(Refusal refusal) {
        Seen seen = refused(refusal);

        if (refusal.status() == 409) {
            assertThat(seen.header("Retry-After")).isPresent();
            assertThat(seen.json().path("detail").asString()).isNotBlank();
        }
    }

    /** A counter-offer holds the one place of the stream until it is taken back. */
    @Test
    void countersAnOfferWithoutACodecAndHoldsAPlace() {
        Seen offered = server.send(offer("one").body(Offers.withoutH264()));
        try {
            assertThat(offered.status()).isEqualTo(406);
            assertThat(offered.header("Content-Type").orElse(""))
                    .matches("application/sdp; valid-until=\"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} .* GMT\"");
            assertThat(offered.header("ETag")).contains("\"ice-0\"");
            assertThat(offered.header("Dragonfork-Reason")).contains("codec_mismatch; kinds=\"video\"");
            assertThat(offered.body()).contains("a=sendonly", "H264/90000", "opus/48000/2", "a=setup:actpass");
            assertThat(server.send(offer("one")).reason()).isEqualTo("cap_stream");
            assertThat(patchAnswer(offered, "nonsense").reason()).isEqualTo("malformed");
            assertThat(patchAnswer(offered, Offers.good().replace("recvonly", "sendrecv"))
                            .reason())
                    .isEqualTo("unprocessable");
            assertThat(server.send(Ask.of("OPTIONS", location(offered))).header("Accept-Patch"))
                    .contains("application/sdp, application/trickle-ice-sdpfrag");
        } finally {
            assertThat(server.send(Ask.of("DELETE", location(offered))).status())
                    .isEqualTo(204);
        }
        assertThat(patchAnswer(offered, Offers.good()).reason()).isEqualTo("unknown_session");
    }

    @Test
    void takesOneAnswerToACounterOffer() {
        Seen offered = server.send(offer("one").body(Offers.withoutH264()));
        try {
            String answer = Offers.good().replace("setup:actpass", "setup:active");
            assertThat(patchAnswer(offered, answer).status()).isEqualTo(204);
            Seen again = patchAnswer(offered, answer);
            assertThat(again.status()).isEqualTo(415);
            assertThat(again.header("Accept-Patch")).contains("application/trickle-ice-sdpfrag");
            assertThat(server.onlySession("one")).isEqualTo(location(offered));
        } finally {
            end("one");
        }
    }

    private static String location(Seen offered) {
        return offered.header("Location").orElseThrow();
    }

    private Seen patchAnswer(Seen offered, String answer) {
        return server.send(Ask.of("PATCH", location(offered))
                .header("Content-Type", "application/sdp")
                .body(answer));
    }

    static Stream<Refusal> refusedPatches() {
        return Stream.of(
                new Refusal(400, "malformed", patch("\"ice-0\"", "nonsense")),
                new Refusal(
                        400, "malformed", patch("\"ice-0\"", Offers.trickle().replace("mid:0", "mid:9"))),
                new Refusal(405, "method", Ask.of("PUT", "")),
                new Refusal(412, "stale_etag", patch("\"ice-7\"", Offers.trickle())),
                new Refusal(412, "stale_etag", patch("\"ice-7\"", Offers.fragment("abcd", "0123456789abcdef01234567"))),
                new Refusal(413, "too_large", patch("\"ice-0\"", "x".repeat(TOO_LONG))),
                new Refusal(
                        415,
                        "media_type",
                        Ask.of("PATCH", "").header("If-Match", "*").body(Offers.trickle())),
                new Refusal(
                        428,
                        "missing_etag",
                        Ask.of("PATCH", "")
                                .header("Content-Type", "application/trickle-ice-sdpfrag")
                                .body(Offers.trickle())));
    }

    @ParameterizedTest
    @MethodSource("refusedPatches")
    void refusesAPatchAndKeepsTheSession(Refusal refusal) {
        assertThat(server.send(offer("one")).status()).isEqualTo(201);
        try {
            Trace with = Trace.of(server);
            Ask ask = refusal.ask();
            refused(new Refusal(
                    refusal.status(),
                    refusal.reason(),
                    new Ask(ask.method(), server.onlySession("one"), ask.headers(), ask.body())));

            Await.until(
                    "the session is as before",
                    LiveServer.PATIENCE,
                    () -> Trace.of(server).footprint() == with.footprint());
            assertThat(server.send(new Ask(
                                    "PATCH",
                                    server.onlySession("one"),
                                    patch("\"ice-0\"", "").headers(),
                                    Offers.trickle()))
                            .status())
                    .isEqualTo(204);
        } finally {
            end("one");
        }
    }

    @Test
    void doesNotKnowAStrangeSession() {
        Ask ask = patch("*", Offers.trickle());

        refused(new Refusal(
                404, "unknown_session", new Ask("PATCH", "/api/v3/whep/one/" + NOBODY, ask.headers(), ask.body())));
    }

    @Test
    void refusesAViewerTooManyOfOneStreamAndOfAll() {
        int rejectedBefore = server.events.of(EgressEvent.CapRejected.class).size();
        assertThat(server.send(offer("one")).status()).isEqualTo(201);
        try {
            assertThat(refused(new Refusal(503, "cap_stream", offer("one"))).header("Retry-After"))
                    .isPresent();
            assertThat(server.send(offer("two")).status()).isEqualTo(201);
            try {
                assertThat(refused(new Refusal(503, "cap_global", offer("three")))
                                .header("Retry-After"))
                        .isPresent();
            } finally {
                end("two");
            }
        } finally {
            end("one");
        }
        assertThat(server.events.of(EgressEvent.CapRejected.class)).hasSize(rejectedBefore + 2);
    }

    @Test
    void refusesWhileItStopsAndWhenOneAddressAsksTooOften() throws StartFailure {
        try (LiveServer other = LiveServer.start(Map.of())) {
            other.add(Sources.missing("idle"));
            OpenedApplication.drain(other.application);
            Seen draining = other.send(offer("idle"));
            assertThat(draining.status()).isEqualTo(503);
            assertThat(draining.reason()).isEqualTo("draining");

            Ask ask = Ask.of("DELETE", "/api/v3/whep/idle/" + NOBODY);
            Seen[] last = {draining};
            Await.until("it is too much", LiveServer.PATIENCE, () -> {
                last[0] = other.send(ask);
                return last[0].status() == 429;
            });
            assertThat(last[0].reason()).isEqualTo("rate_limited");
            assertThat(last[0].header("Retry-After")).isPresent();
            assertThat(OpenedApplication.footprint(other.application)).isZero();
        }
    }

    private Seen refused(Refusal refusal) {
        Seen seen = server.send(refusal.ask());
        assertThat(seen.status()).as(seen.body()).isEqualTo(refusal.status());
        assertThat(seen.reason()).isEqualTo(refusal.reason());
        return seen;
    }

    private void end(String stream) {
        assertThat(server.send(Ask.of("DELETE", server.onlySession(stream))).status())
                .isEqualTo(204);
    }

    /** Waits until the threads of earlier connections are gone. */
    private Trace awaitQuiet() {
        Trace[] last = {Trace.of(server)};
        Await.until("nothing moves any more", LiveServer.PATIENCE, () -> {
            Trace now = Trace.of(server);
            boolean same = now.equals(last[0]);
            last[0] = now;
            return same && now.peers() == 0;
        });
        return last[0];
    }

    private static Ask offer(String stream) {
        return Ask.offer(stream).body(Offers.good());
    }

    private static Ask patch(String ifMatch, String fragment) {
        return Ask.of("PATCH", "")
                .header("Content-Type", "application/trickle-ice-sdpfrag")
                .header("If-Match", ifMatch)
                .body(fragment);
    }
}
