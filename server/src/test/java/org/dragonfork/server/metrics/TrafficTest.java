package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.http.RateLimit;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The numbers of media and of viewers, in virtual time. */
class TrafficTest {
    private static final StreamId LIVE = new StreamId("live");

    /** The virtual wall clock starts at the beginning of 2026. */
    private static final double LEAST_EPOCH_SECONDS = 1_767_225_600;

    private ScrapedWorld server;

    @BeforeEach
    void start() throws IOException {
        server = new ScrapedWorld(8, 64, RateLimit.standard());
        server.world.network().delay(25_000_000, 0);
        server.world.live(LIVE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void countsWhatComesInAndWhatGoesOut() throws Exception {
        server.world.join(LIVE);
        server.world.join(LIVE, false, true);
        server.world.run(Duration.ofSeconds(5));
        Scrape scrape = server.scrape();
        StreamSnapshot now = server.world.egress().snapshot().stream(LIVE).orElseThrow();

        assertThat(scrape.value(track("rtp_received_packets_total", "video")))
                .isEqualTo((double) now.legs().getFirst().packets())
                .isPositive();
        assertThat(scrape.value(track("rtp_received_bytes_total", "audio")))
                .isEqualTo((double) now.legs().getLast().bytes())
                .isPositive();
        assertThat(scrape.value(track("rtp_sent_packets_total", "video"))
                        + scrape.value(track("rtp_sent_packets_total", "audio")))
                .isEqualTo((double) now.peers().stream()
                        .mapToLong(PeerSnapshot::packetsSent)
                        .sum());
        assertThat(scrape.value(track("rtp_sent_bytes_total", "video"))
                        + scrape.value(track("rtp_sent_bytes_total", "audio")))
                .isEqualTo((double)
                        now.peers().stream().mapToLong(PeerSnapshot::bytesSent).sum());
        assertThat(scrape.value(track("rtp_ingest_lost_packets_total", "video")))
                .isZero();
        assertThat(scrape.value(
                        name("stream_last_packet_timestamp_seconds{core=\"test\",kind=\"video\",stream_id=\"live\"}")))
                .isGreaterThan(LEAST_EPOCH_SECONDS);
        assertThat(scrape.value(name("stream_last_keyframe_timestamp_seconds{core=\"test\",stream_id=\"live\"}")))
                .isGreaterThan(LEAST_EPOCH_SECONDS);
    }

    @Test
    void keepsCountingWhenViewersLeave() throws Exception {
        var joined = server.world.join(LIVE);
        server.world.run(Duration.ofSeconds(3));
        double before = server.scrape().value(track("rtp_sent_packets_total", "video"));
        server.world.egress().unsubscribe(LIVE, joined.session());
        server.world.run(Duration.ofSeconds(1));
        double left = server.scrape().value(track("rtp_sent_packets_total", "video"));
        server.world.join(LIVE);
        server.world.run(Duration.ofSeconds(3));

        assertThat(left).isGreaterThanOrEqualTo(before).isPositive();
        assertThat(server.scrape().value(track("rtp_sent_packets_total", "video")))
                .isGreaterThan(left);
    }

    @Test
    void countsAStreamThatIsMadeAgainFromZero() throws Exception {
        server.world.join(LIVE);
        server.world.run(Duration.ofSeconds(5));
        double old = server.scrape().value(track("rtp_received_packets_total", "video"));
        server.world.silence(LIVE);
        server.world.egress().removeStream(LIVE);
        server.world.run(Duration.ofSeconds(1));
        double kept = server.scrape().value(track("rtp_received_packets_total", "video"));
        server.world.register(LIVE, Set.of(MediaKind.VIDEO, MediaKind.AUDIO));

        assertThat(kept).isEqualTo(old);
        assertThat(server.scrape().value(track("rtp_received_packets_total", "video")))
                .isZero();
    }

    @Test
    void measuresEachPartOfASetUpOnce() throws Exception {
        server.world.join(LIVE);
        server.world.run(Duration.ofSeconds(5));
        Scrape scrape = server.scrape();

        for (String phase : new String[] {"ice", "dtls", "first_packet"}) {
            assertThat(scrape.value(name("setup_phase_duration_seconds_count{core=\"test\",phase=\"" + phase + "\"}")))
                    .as(phase)
                    .isEqualTo(1);
        }
        assertThat(scrape.value(name("time_to_first_frame_seconds_count{core=\"test\",stream_id=\"live\"}")))
                .isEqualTo(1);
        assertThat(scrape.value(name("time_to_first_frame_seconds_sum{core=\"test\",stream_id=\"live\"}")))
                .isBetween(0.05, 3.0);
    }

    @Test
    void showsWhatViewersReport() throws Exception {
        server.world.join(LIVE);
        server.world.run(Duration.ofSeconds(6));
        Scrape scrape = server.scrape();

        assertThat(scrape.value(name("remote_loss_ratio_count{core=\"test\",kind=\"video\"}")))
                .isPositive();
        assertThat(scrape.value(name("remote_jitter_seconds_count{core=\"test\",kind=\"audio\"}")))
                .isPositive();
        assertThat(scrape.value(name("round_trip_time_seconds_bucket{core=\"test\",le=\"0.1\"}")))
                .isPositive();
        assertThat(scrape.value(name("round_trip_time_seconds_bucket{core=\"test\",le=\"0.025\"}")))
                .isZero();
    }

    @Test
    void showsHowFarViewersAre() throws Exception {
        server.world.join(LIVE);
        Scrape asked = server.scrape();
        server.world.run(Duration.ofSeconds(2));
        Scrape watching = server.scrape();

        assertThat(asked.value(name("peers{core=\"test\",state=\"new\"}"))).isEqualTo(1);
        assertThat(watching.value(name("peers{core=\"test\",state=\"new\"}"))).isZero();
        assertThat(watching.value(name("peers{core=\"test\",state=\"connected\"}")))
                .isEqualTo(1);
        assertThat(watching.value(name("peers_limit{core=\"test\",scope=\"global\"}")))
                .isEqualTo(64);
        assertThat(watching.value(name("peers_stalled{core=\"test\"}"))).isZero();
    }

    @Test
    void showsViewersThatLookAtAFrozenPicture() throws Exception {
        server.world.join(LIVE);
        server.world.run(Duration.ofSeconds(2));
        server.world.silence(LIVE);
        server.world.run(Duration.ofSeconds(4));
        assertThat(server.scrape().value(name("peers_stalled{core=\"test\"}"))).isZero();
        server.world.run(Duration.ofSeconds(2));
        assertThat(server.scrape().value(name("peers_stalled{core=\"test\"}"))).isEqualTo(1);
        server.world.startFfmpeg(LIVE);
        server.world.run(Duration.ofSeconds(2));
        assertThat(server.scrape().value(name("peers_stalled{core=\"test\"}"))).isZero();
    }

    @Test
    void saysThatTheServerStops() throws Exception {
        assertThat(server.scrape().value(name("draining{core=\"test\"}"))).isZero();
        server.world.egress().drain();
        assertThat(server.scrape().value(name("draining{core=\"test\"}"))).isEqualTo(1);

        assertThat(server.send("POST", "/api/v3/whep/live", Map.of("Content-Type", "application/sdp"), "v=0\r\n")
                        .statusCode())
                .isEqualTo(503);
        assertThat(server.scrape()
                        .value(name("cap_rejections_total{core=\"test\",scope=\"global\",stream_id=\"live\"}")))
                .isZero();
    }

    private static String track(String name, String kind) {
        return name(name + "{core=\"test\",kind=\"" + kind + "\",stream_id=\"live\"}");
    }

    private static String name(String series) {
        return "dragonfork_webrtc_" + series;
    }
}
