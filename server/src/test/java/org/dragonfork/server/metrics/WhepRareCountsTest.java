package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dragonfork.egress.WhepService;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.session.PatchRequest;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.session.UnsubscribeResult;
import org.dragonfork.server.app.LoginAuthority;
import org.dragonfork.server.config.AuthConfig;
import org.dragonfork.server.http.AccessOptions;
import org.dragonfork.server.http.Authority;
import org.dragonfork.testkit.EgressWorld;
import org.dragonfork.testkit.TestOffer;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outcomes of WHEP that take a special server or a special client, over a real socket. */
class WhepRareCountsTest {
    private static final StreamId LIVE = new StreamId("live");

    private static final String GOOD = TestOffer.text(
            IceCredentials.generate(new Random(5)), CertificateFingerprint.sha256(new byte[] {2}), true, true);

    @Test
    void countsABodyThatNeverComes() throws Exception {
        try (var server = new ScrapedWorld(
                world(false), options -> options.withIdleTimeout(Duration.ofMillis(700)), UnaryOperator.identity())) {
            server.world.live(LIVE);
            Scrape before = server.scrape();

            String answer = halfARequest(server.port());

            assertThat(answer).startsWith("HTTP/1.1 408 ");
            assertThat(WhepCountsTest.steps(server.scrape().since(before)))
                    .isEqualTo(WhepCountsTest.expected(408, "subscribe", "live", Set.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, live, '', 401, subscribe, live",
        "POST, nowhere, '', 401, subscribe, _unknown",
        "POST, live, other, 403, subscribe, live",
        "POST, %22%7D, other, 403, subscribe, _unknown",
        "PATCH, live/x, '', 401, trickle, live",
        "DELETE, live/x, other, 403, unsubscribe, live",
    })
    void countsWhomTheGateTurnsAway(String method, String path, String tokenFor, int status, String route, String label)
            throws Exception {
        Authority login = LoginAuthority.of(
                        new AuthConfig(true, false, "admin", "letmein", "0123456789abcdef"), InstantSource.system())
                .orElseThrow();
        AccessOptions access = AccessOptions.withoutLogin().with(login);
        try (var server =
                new ScrapedWorld(world(false), options -> options.withAccess(access), UnaryOperator.identity())) {
            server.world.live(LIVE);
            Map<String, String> token = tokenFor.isEmpty()
                    ? Map.of()
                    : Map.of("Authorization", "Bearer " + login.viewer(new StreamId(tokenFor), Duration.ofMinutes(1)));
            Scrape before = server.scrape();

            assertThat(server.send(method, "/api/v3/whep/" + path, token, "").statusCode())
                    .isEqualTo(status);

            assertThat(WhepCountsTest.steps(server.scrape().since(before)))
                    .isEqualTo(WhepCountsTest.expected(status, route, label, Set.of()));
        }
    }

    @Test
    void countsAPatchThatDoesNotSayWhichIceSessionItMeans() throws Exception {
        try (var server = new ScrapedWorld(world(true), UnaryOperator.identity(), UnaryOperator.identity())) {
            server.world.live(LIVE);
            String location = session(server).location();
            Scrape before = server.scrape();

            var refused = server.send(
                    "PATCH",
                    location,
                    Map.of("Content-Type", "application/trickle-ice-sdpfrag"),
                    "a=end-of-candidates\r\n");

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(428);
            assertThat(WhepCountsTest.steps(server.scrape().since(before)))
                    .isEqualTo(WhepCountsTest.expected(428, "trickle", "live", Set.of()));
        }
    }

    @Test
    void countsAnIceRestartAndNoNewSession() throws Exception {
        try (var server = new ScrapedWorld(world(true), UnaryOperator.identity(), UnaryOperator.identity())) {
            server.world.live(LIVE);
            Session session = session(server);
            Scrape before = server.scrape();

            var restarted = server.send(
                    "PATCH",
                    session.location(),
                    Map.of("Content-Type", "application/trickle-ice-sdpfrag", "If-Match", session.etag()),
                    "m=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=ice-ufrag:anew\r\na=ice-pwd:0123456789abcdef01234567\r\n");

            assertThat(restarted.statusCode()).as(restarted.body()).isEqualTo(200);
            assertThat(restarted.headers().firstValue("ETag")).isPresent().get().isNotEqualTo(session.etag());
            assertThat(WhepCountsTest.steps(server.scrape().since(before)))
                    .isEqualTo(WhepCountsTest.expected(200, "trickle", "live", Set.of()));
        }
    }

    @Test
    void countsAnOfferToAServerThatDoesNotKnowItsAddress() throws Exception {
        try (var server = new ScrapedWorld(world(false), UnaryOperator.identity(), UnaryOperator.identity())) {
            server.world.live(LIVE);
            server.world.loseAddress();
            Scrape before = server.scrape();

            var refused = server.send("POST", "/api/v3/whep/live", Map.of("Content-Type", "application/sdp"), GOOD);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(504);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(WhepCountsTest.steps(server.scrape().since(before)))
                    .isEqualTo(WhepCountsTest.expected(504, "subscribe", "live", Set.of()));
        }
    }

    @Test
    void countsADefectOfTheServer() throws Exception {
        try (var server = new ScrapedWorld(world(false), UnaryOperator.identity(), Defective::new)) {
            server.world.live(LIVE);
            Scrape before = server.scrape();

            var failed = server.send("POST", "/api/v3/whep/live", Map.of("Content-Type", "application/sdp"), GOOD);

            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).doesNotContain("a defect");
            assertThat(WhepCountsTest.steps(server.scrape().since(before)))
                    .isEqualTo(WhepCountsTest.expected(500, "subscribe", "live", Set.of()));
        }
    }

    private record Session(String location, String etag) {}

    private static Session session(ScrapedWorld server) throws IOException, InterruptedException {
        var created = server.send("POST", "/api/v3/whep/live", Map.of("Content-Type", "application/sdp"), GOOD);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return new Session(
                created.headers().firstValue("Location").orElseThrow(),
                created.headers().firstValue("ETag").orElseThrow());
    }

    private static EgressWorld world(boolean strict) {
        return new EgressWorld(7, 8, 64, SrtpProfile.AEAD_AES_128_GCM, strict);
    }

    private static String halfARequest(int port) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /api/v3/whep/live HTTP/1.1\r\nHost: t\r\nContent-Type: application/sdp\r\n"
                                    + "Content-Length: 100\r\n\r\nv=0")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Fails on every offer. */
    private record Defective(WhepService service) implements WhepService {
        @Override
        public SubscribeResult subscribe(StreamId stream, String offer, boolean counter) {
            throw new IllegalStateException("a defect");
        }

        @Override
        public PatchResult answer(StreamId stream, SessionId session, PatchRequest request) {
            return service.answer(stream, session, request);
        }

        @Override
        public boolean awaitsAnswer(StreamId stream, SessionId session) {
            return service.awaitsAnswer(stream, session);
        }

        @Override
        public PatchResult patch(StreamId stream, SessionId session, PatchRequest request) {
            return service.patch(stream, session, request);
        }

        @Override
        public UnsubscribeResult unsubscribe(StreamId stream, SessionId session) {
            return service.unsubscribe(stream, session);
        }

        @Override
        public UnsubscribeResult expel(StreamId stream, String session) {
            return service.expel(stream, session);
        }

        @Override
        public boolean isRegistered(StreamId stream) {
            return service.isRegistered(stream);
        }

        @Override
        public EgressSnapshot snapshot() {
            return service.snapshot();
        }
    }
}
