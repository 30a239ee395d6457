package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dragonfork.load.Main;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The load client against a whole server with a real FFmpeg: what it says is what the server says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoadClientTest {
    private static final int VIEWERS = 20;

    private static final String REPORTED_LOST =
            "dragonfork_webrtc_remote_lost_packets_total{core=\"test\",kind=\"audio\"";

    private static final String NACKS =
            "dragonfork_webrtc_rtcp_feedback_received_total{core=\"test\",stream_id=\"door\",type=\"nack\"";

    private static final String SENT_AGAIN = "dragonfork_webrtc_rtp_retransmitted_packets_total{";

    private final LiveServer server = LiveServer.start(
            Map.of(ConfigKey.ID, "test", ConfigKey.WEBRTC_MAX_PEERS_PER_STREAM, Integer.toString(VIEWERS)),
            Sources.pictureAndSound("door"));

    private final StringWriter said = new StringWriter();
    private int code;

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void allViewersJoinAndGetWhatTheServerSent() {
        double sentBefore = sent();

        JsonNode report = load("--viewers", "20", "--ramp", "1s", "--duration", "4s");

        assertThat(report.path("passed").asBoolean()).as(said.toString()).isTrue();
        assertThat(code).isZero();
        assertThat(report.at("/viewers/connected").asInt()).isEqualTo(VIEWERS);
        assertThat(report.at("/viewers/watched").asInt()).isEqualTo(VIEWERS);
        assertThat(report.at("/viewers/withoutKeyFrame").asInt()).isZero();
        assertThat(report.at("/viewers/sessionsLeft").asInt()).isZero();
        assertThat(report.at("/joins/firstKeyFrameMillis/count").asInt()).isEqualTo(VIEWERS);
        assertThat(report.at("/joins/firstPacketMillis/p50").asDouble())
                .isGreaterThanOrEqualTo(report.at("/joins/connectedMillis/p50").asDouble() / 2);
        assertThat(report.at("/packets/lost").asLong()).isZero();
        assertThat(report.at("/packets/unauthenticated").asLong()).isZero();
        assertThat(report.at("/rtcp/receiverReports").asInt()).isGreaterThanOrEqualTo(VIEWERS);
        assertThat(report.path("hopMillis").isNull())
                .as("FFmpeg stamps nothing")
                .isTrue();
        assertThat(report.path("tracks")
                        .valueStream()
                        .map(track -> track.path("codec").asString()))
                .containsExactlyInAnyOrder("H264", "OPUS");
        assertThat(said.toString()).contains(" watching, ", "packets/s");
        awaitEmpty();
        // The server publishes its numbers a little later, and sends on until each has left.
        double received = report.at("/packets/received").asDouble();
        Await.until("the server says so, too", LiveServer.PATIENCE, () -> sent() - sentBefore >= received);
        assertThat(sent() - sentBefore).isCloseTo(received, within(received / 10));
    }

    @Test
    void packetsThrownAwayAreLossThatTheServerHearsOf() {
        double reportedBefore = total(REPORTED_LOST);
        double nacksBefore = total(NACKS);
        double againBefore = total(SENT_AGAIN);

        JsonNode report = load("--viewers", "10", "--ramp", "0", "--duration", "4s", "--loss", "5", "--seed", "7");

        assertThat(report.path("passed").asBoolean()).as(said.toString()).isTrue();
        assertThat(report.at("/packets/missedPercent").asDouble()).isBetween(3.5, 6.5);
        assertThat(report.at("/packets/lost").asLong()).isPositive();
        assertThat(report.at("/packets/recovered").asLong()).isPositive();
        assertThat(report.at("/packets/droppedHere").asLong())
                .isGreaterThanOrEqualTo(report.at("/packets/lost").asLong());
        assertThat(report.at("/rtcp/nacks").asLong()).isPositive();
        awaitEmpty();
        // Sound is not asked for again, so all of its loss stays.
        assertThat(total(REPORTED_LOST) - reportedBefore).isPositive().isLessThanOrEqualTo(lost(report, "audio"));
        assertThat(total(NACKS) - nacksBefore).isPositive();
        Await.until(
                "the server says what it sent again",
                LiveServer.PATIENCE,
                () -> total(SENT_AGAIN) - againBefore
                        >= report.at("/packets/recovered").asDouble());
    }

    private static double lost(JsonNode report, String kind) {
        return report.path("tracks")
                .valueStream()
                .filter(track -> track.path("kind").asString().equals(kind))
                .mapToDouble(track -> track.path("lost").asDouble())
                .sum();
    }

    @Test
    void aFullServerIsAReason() {
        JsonNode report = load("--viewers", "23", "--ramp", "0", "--duration", "0");

        assertThat(code).isEqualTo(1);
        assertThat(report.path("passed").asBoolean()).isFalse();
        assertThat(report.at("/viewers/failed").asInt()).isEqualTo(3);
        assertThat(report.at("/viewers/watched").asInt()).isEqualTo(VIEWERS);
        assertThat(report.at("/failures/0/reason").asString()).isEqualTo("cap_stream");
        assertThat(report.at("/failures/0/status").asInt()).isEqualTo(503);
        assertThat(report.at("/failures/0/count").asInt()).isEqualTo(3);
        awaitEmpty();
    }

    @Test
    void anUnknownStreamIsAReason() {
        JsonNode report = run(server.at("/api/v3/whep/nowhere").toString(), "--viewers", "2");

        assertThat(code).isEqualTo(1);
        assertThat(report.at("/failures/0/status").asInt()).isEqualTo(404);
        assertThat(report.at("/failures/0/count").asInt()).isEqualTo(2);
    }

    @Test
    void anotherCertificateThanAnnouncedIsAReason() throws Exception {
        try (var liar = new RewritingProxy(
                server.at(""),
                sdp -> sdp.replaceAll(
                        "a=fingerprint:sha-256 [0-9A-F]{2}:[0-9A-F]{2}:[0-9A-F]{2}",
                        "a=fingerprint:sha-256 00:11:22"))) {
            JsonNode report = run(liar.at("/api/v3/whep/door").toString(), "--viewers", "2", "--patience", "5s");

            assertThat(code).isEqualTo(1);
            assertThat(report.at("/failures/0/reason").asString()).isEqualTo("dtls_fingerprint_mismatch");
            assertThat(report.at("/failures/0/count").asInt()).isEqualTo(2);
        }
        awaitEmpty();
    }

    private void awaitEmpty() {
        Await.until(
                "all have left",
                LiveServer.PATIENCE,
                () -> server.stream("door").viewers() == 0);
    }

    private double sent() {
        return total("dragonfork_webrtc_rtp_sent_packets_total{");
    }

    private double total(String prefix) {
        return server.scrape().samples().entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(prefix))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private JsonNode load(String... arguments) {
        return run(server.at("/api/v3/whep/door").toString(), arguments);
    }

    private JsonNode run(String url, String... arguments) {
        var all = new ArrayList<>(List.of("--url", url, "--json", "-"));
        all.addAll(List.of(arguments));
        var json = new StringWriter();
        code = Main.run(new PrintWriter(json), new PrintWriter(said), all.toArray(String[]::new));
        return JsonMapper.shared().readTree(json.toString());
    }
}
