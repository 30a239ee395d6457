package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.http.RateLimit;
import org.dragonfork.testkit.TestOffer;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each outcome of a WHEP request over a real socket moves its counter and its histogram by one, and nothing else. */
class WhepCountsTest {
    private static final String SDP = "application/sdp";
    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";
    private static final String SESSION = "0123456789abcdef0123456789abcdef";
    private static final String GOOD = TestOffer.text(
            IceCredentials.generate(new Random(1)), CertificateFingerprint.sha256(new byte[] {1}), true, true);

    private ScrapedWorld server;

    @BeforeEach
    void start() throws IOException {
        server = new ScrapedWorld(1, 2, RateLimit.standard());
        server.world.live(new StreamId("live"));
        server.world.live(new StreamId("full"));
        server.world.register(new StreamId("idle"), Set.of(MediaKind.VIDEO));
        server.world.join(new StreamId("full"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                post("nowhere", SDP, GOOD, 404, "_unknown"),
                post("%22%5C%0A%7B%7D", SDP, GOOD, 404, "_unknown"),
                post("_unknown", SDP, GOOD, 404, "_unknown"),
                post("cam%22%2Ccore=%22evil", SDP, GOOD, 404, "_unknown"),
                post("live%0A", SDP, GOOD, 404, "_unknown"),
                post("x".repeat(10_000), SDP, GOOD, 404, "_unknown"),
                post("idle", SDP, GOOD, 409, "idle"),
                post("live", SDP, "nonsense", 400, "live"),
                post("live", "text/plain", GOOD, 415, "live"),
                post("live", SDP, "x".repeat(300_000), 413, "live"),
                post("live", SDP, GOOD.replace("a=rtcp-mux\r\n", ""), 422, "live"),
                post(
                        "live",
                        SDP,
                        GOOD.replace("H264/90000", "VP8/90000"),
                        406,
                        "live",
                        "codec_mismatches_total{core=\"test\",kind=\"video\",stream_id=\"live\"}",
                        "active_peers{core=\"test\",stream_id=\"live\"}"),
                post(
                        "live",
                        SDP,
                        GOOD.replace("opus/48000/2", "PCMU/8000"),
                        406,
                        "live",
                        "codec_mismatches_total{core=\"test\",kind=\"audio\",stream_id=\"live\"}",
                        "active_peers{core=\"test\",stream_id=\"live\"}"),
                post(
                        "full",
                        SDP,
                        GOOD,
                        503,
                        "full",
                        "cap_rejections_total{core=\"test\",scope=\"stream\",stream_id=\"full\"}"),
                post(
                        "live",
                        SDP,
                        GOOD,
                        201,
                        "live",
                        "sessions_started_total{core=\"test\",stream_id=\"live\"}",
                        "active_peers{core=\"test\",stream_id=\"live\"}",
                        "peers{core=\"test\",state=\"new\"}",
                        "setup_phase_duration_seconds_count{core=\"test\",phase=\"sdp\"}"),
                Arguments.of(
                        "PATCH",
                        "/api/v3/whep/nowhere/" + SESSION,
                        FRAGMENT,
                        "a=x:1\r\n",
                        404,
                        "trickle",
                        "_unknown",
                        Set.of()),
                Arguments.of(
                        "PATCH",
                        "/api/v3/whep/live/" + SESSION,
                        FRAGMENT,
                        "a=x:1\r\n",
                        404,
                        "trickle",
                        "live",
                        Set.of()),
                Arguments.of(
                        "PATCH", "/api/v3/whep/live/" + SESSION, SDP, "a=x:1\r\n", 404, "trickle", "live", Set.of()),
                Arguments.of(
                        "PATCH",
                        "/api/v3/whep/live/" + SESSION,
                        "text/plain",
                        "a=x:1\r\n",
                        415,
                        "trickle",
                        "live",
                        Set.of()),
                Arguments.of("DELETE", "/api/v3/whep/live/" + SESSION, "", "", 204, "unsubscribe", "live", Set.of()),
                Arguments.of(
                        "DELETE", "/api/v3/whep/nowhere/" + SESSION, "", "", 204, "unsubscribe", "_unknown", Set.of()));
    }

    private static Arguments post(
            String stream, String type, String body, int status, String label, String... besides) {
        return Arguments.of("POST", "/api/v3/whep/" + stream, type, body, status, "subscribe", label, Set.of(besides));
    }

    @ParameterizedTest(name = "{0} {4} {6}")
    @MethodSource("outcomes")
    void movesOneCounterAndOneHistogram(
            String method,
            String path,
            String type,
            String body,
            int status,
            String route,
            String label,
            Set<String> besides)
            throws Exception {
        Scrape before = server.scrape();

        var response = server.send(method, path, type.isEmpty() ? Map.of() : Map.of("Content-Type", type), body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(steps(server.scrape().since(before))).isEqualTo(expected(status, route, label, besides));
    }

    @Test
    void tellsAFullServerFromAFullStream() throws Exception {
        server.send("POST", "/api/v3/whep/live", Map.of("Content-Type", SDP), GOOD);
        Scrape before = server.scrape();

        var response = server.send("POST", "/api/v3/whep/live", Map.of("Content-Type", SDP), GOOD);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(steps(server.scrape().since(before)))
                .isEqualTo(expected(
                        503,
                        "subscribe",
                        "live",
                        Set.of("cap_rejections_total{core=\"test\",scope=\"global\",stream_id=\"live\"}")));
    }

    @Test
    void countsTheLifeOfASession() throws Exception {
        var created = server.send("POST", "/api/v3/whep/live", Map.of("Content-Type", SDP), GOOD);
        String location = created.headers().firstValue("Location").orElseThrow();
        Scrape before = server.scrape();

        var stale = server.send(
                "PATCH", location, Map.of("Content-Type", FRAGMENT, "If-Match", "\"old\""), "a=end-of-candidates\r\n");
        var trickled = server.send("PATCH", location, Map.of("Content-Type", FRAGMENT), "a=end-of-candidates\r\n");
        var malformed =
                server.send("PATCH", location, Map.of("Content-Type", FRAGMENT), "m=video 9 X 0\r\na=mid:77\r\n");
        var ended = server.send("DELETE", location, Map.of(), "");

        assertThat(Stream.of(stale, trickled, malformed, ended).map(r -> r.statusCode()))
                .containsExactly(412, 204, 400, 204);
        assertThat(steps(server.scrape().since(before)))
                .containsEntry(
                        name("whep_requests_total{code=\"412\",core=\"test\",route=\"trickle\",stream_id=\"live\"}"),
                        1.0)
                .containsEntry(
                        name("whep_requests_total{code=\"204\",core=\"test\",route=\"trickle\",stream_id=\"live\"}"),
                        1.0)
                .containsEntry(
                        name("whep_requests_total{code=\"400\",core=\"test\",route=\"trickle\",stream_id=\"live\"}"),
                        1.0)
                .containsEntry(
                        name(
                                "whep_requests_total{code=\"204\",core=\"test\",route=\"unsubscribe\",stream_id=\"live\"}"),
                        1.0)
                .containsEntry(
                        name("sessions_ended_total{core=\"test\",reason=\"client_delete\",stream_id=\"live\"}"), 1.0)
                .containsEntry(name("active_peers{core=\"test\",stream_id=\"live\"}"), -1.0);
    }

    @Test
    void countsWhatTheRateLimitRefusesUnderNoStream() throws Exception {
        try (var strict = new ScrapedWorld(1, 2, new RateLimit(1, 0.001, 10))) {
            strict.world.live(new StreamId("live"));
            strict.send("DELETE", "/api/v3/whep/live/x", Map.of(), "");
            Scrape before = strict.scrape();

            assertThat(strict.send("POST", "/api/v3/whep/live", Map.of("Content-Type", SDP), GOOD)
                            .statusCode())
                    .isEqualTo(429);
            assertThat(steps(strict.scrape().since(before)))
                    .isEqualTo(expected(429, "subscribe", "_unknown", Set.of()));
        }
    }

    @Test
    void countsNothingForBrokenPathsAndOtherMethods() throws Exception {
        Scrape before = server.scrape();

        assertThat(server.send("POST", "/api/v3/whep/cam%ff", Map.of("Content-Type", SDP), GOOD)
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.send("PUT", "/api/v3/whep/live", Map.of(), "x").statusCode())
                .isEqualTo(405);
        assertThat(server.send("OPTIONS", "/api/v3/whep/live", Map.of(), "").statusCode())
                .isEqualTo(200);
        assertThat(steps(server.scrape().since(before))).isEmpty();
    }

    @Test
    void takesNoLabelFromAHeader() throws Exception {
        server.send(
                "POST",
                "/api/v3/whep/live",
                Map.of("Content-Type", SDP, "X-Forwarded-For", "203.0.113.66\",x=\"y", "User-Agent", "evil-agent"),
                GOOD);
        String text = server.metrics.text();

        assertThat(text).doesNotContain("203.0.113.66").doesNotContain("evil-agent");
    }

    @Test
    void countsViewersThatConnectAndThatAreLost() throws Exception {
        var live = new StreamId("live");
        Scrape before = server.scrape();
        var joined = server.world.join(live);
        server.world.run(Duration.ofSeconds(1));
        Map<String, Double> connected = steps(server.scrape().since(before));
        server.world.unplug(joined.address());
        server.world.run(Duration.ofSeconds(60));
        Scrape after = server.scrape();

        assertThat(connected)
                .containsEntry(
                        name(
                                "ice_establishment_duration_seconds_count{core=\"test\",result=\"connected\",stream_id=\"live\"}"),
                        1.0);
        assertThat(after.since(before).keySet().stream().filter(series -> series.contains("ice_failures")))
                .containsExactly(name("ice_failures_total{core=\"test\",reason=\"disconnected\",stream_id=\"live\"}"));
        assertThat(after.value(
                        name("sessions_ended_total{core=\"test\",reason=\"ice_disconnected\",stream_id=\"live\"}")))
                .isEqualTo(1);
    }

    @Test
    void countsAViewerThatNeverConnects() throws Exception {
        server.send("POST", "/api/v3/whep/live", Map.of("Content-Type", SDP), GOOD);
        Scrape before = server.scrape();
        server.world.run(Duration.ofSeconds(30));
        Map<String, Double> moved = steps(server.scrape().since(before));

        assertThat(moved)
                .containsEntry(name("ice_failures_total{core=\"test\",reason=\"timeout\",stream_id=\"live\"}"), 1.0)
                .containsEntry(
                        name(
                                "ice_establishment_duration_seconds_count{core=\"test\",result=\"failed\",stream_id=\"live\"}"),
                        1.0)
                .containsEntry(
                        name("sessions_ended_total{core=\"test\",reason=\"ice_timeout\",stream_id=\"live\"}"), 1.0);
        assertThat(moved.keySet().stream().filter(series -> series.contains("ice_failures")))
                .hasSize(1);
    }

    @Test
    void countsALegThatFallsSilentOnceAndAgainAfterTheNextPacket() throws Exception {
        var live = new StreamId("live");
        String video = name("ffmpeg_leg_failures_total{core=\"test\",leg=\"video\",stream_id=\"live\"}");
        String audio = name("ffmpeg_leg_failures_total{core=\"test\",leg=\"audio\",stream_id=\"live\"}");
        server.world.silence(live);
        server.world.run(Duration.ofSeconds(60));
        Scrape silent = server.scrape();
        server.world.startFfmpeg(live);
        server.world.run(Duration.ofSeconds(1));
        server.world.crashFfmpeg(live);
        server.world.run(Duration.ofSeconds(60));
        Scrape crashed = server.scrape();

        assertThat(silent.value(video)).isEqualTo(1);
        assertThat(silent.value(audio)).isEqualTo(1);
        assertThat(crashed.value(video)).isEqualTo(2);
        assertThat(crashed.value(audio)).isEqualTo(2);
    }

    @Test
    void countsAHandshakeThatFails() throws Exception {
        Scrape before = server.scrape();
        server.world.join(
                new StreamId("live"), true, true, new byte[] {1, 2, 3}, CertificateFingerprint.sha256(new byte[] {9}));
        server.world.run(Duration.ofSeconds(30));

        assertThat(server.scrape().since(before).keySet().stream().filter(series -> series.contains("ice_failures")))
                .containsExactly(name("ice_failures_total{core=\"test\",reason=\"failed\",stream_id=\"live\"}"));
    }

    /** What moved, without the buckets and sums of histograms whose count moved. */
    static Map<String, Double> steps(Map<String, Double> moved) {
        var steps = new TreeMap<>(moved);
        steps.keySet().removeIf(series -> series.contains("_bucket{") || series.contains("_sum{"));
        return steps;
    }

    static Map<String, Double> expected(int status, String route, String label, Set<String> besides) {
        var expected = new TreeMap<String, Double>();
        expected.put(
                name("whep_requests_total{code=\"" + status + "\",core=\"test\",route=\"" + route + "\",stream_id=\""
                        + label + "\"}"),
                1.0);
        expected.put(
                name("whep_request_duration_seconds_count{core=\"test\",route=\"" + route + "\",stream_id=\"" + label
                        + "\"}"),
                1.0);
        besides.forEach(series -> expected.put(name(series), 1.0));
        return expected;
    }

    private static String name(String series) {
        return "dragonfork_webrtc_" + series;
    }
}
