package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.server.app.Application;
import org.dragonfork.server.app.OpenedApplication;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.RealFfmpeg;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.RawHttp;
import org.dragonfork.server.http.Seen;
import org.dragonfork.server.metrics.Scrape;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of whole servers. */
final class MetricsOfAServerTest {
    private static final String FORWARD = "dragonfork_webrtc_packet_forward_duration_seconds";

    /** The original's name, which dashboards made for it ask for; see docs/metrics-upstream.md. */
    private static final String KNOWN = "uptime_seconds counter metrics should have \"_total\" suffix";

    @Test
    void promtoolComplainsOfNothingInAWholeScrapeButTheNameThatTheOriginalGave(@TempDir Path directory)
            throws Exception {
        try (LiveServer server =
                LiveServer.start(Map.of(ConfigKey.METRICS_ENABLE_PACKET_FORWARD, "true"), Sources.soundOnly("radio"))) {
            server.send(Ask.offer("radio").body(Offers.good()));
            String text = server.send(Ask.of("GET", "/metrics")).body();
            assertThat(text).contains("\njvm_", "\nffmpeg_process{", "\ncpu_", "\n" + FORWARD);
            Path scrape = Files.writeString(directory.resolve("scrape.txt"), text);

            Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectInput(scrape.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            promtool.waitFor();

            assertThat(said.lines()).containsExactly(KNOWN);
        }
    }

    @Test
    void twoServersInOneJvmShareNoNumber() {
        try (LiveServer one = LiveServer.start(Map.of(ConfigKey.ID, "one"), Sources.soundOnly("radio"));
                LiveServer other = LiveServer.start(Map.of(ConfigKey.ID, "other"))) {
            Scrape before = other.scrape();

            assertThat(one.send(Ask.offer("radio").body(Offers.good())).status())
                    .isEqualTo(201);
            assertThat(one.send(Ask.offer("nowhere").body(Offers.good())).status())
                    .isEqualTo(404);
            Await.signal("KILL", one.process("radio").pid().orElseThrow());
            Await.until(
                    "the failure is counted",
                    LiveServer.PATIENCE,
                    () -> one.scrape()
                                    .value("dragonfork_webrtc_ffmpeg_leg_failures_total"
                                            + "{core=\"one\",leg=\"audio\",stream_id=\"radio\"}")
                            == 1);
            Scrape mine = one.scrape();
            Scrape theirs = other.scrape();

            assertThat(mine.samples().keySet()).allMatch(series -> series.contains("core=\"one\""));
            assertThat(theirs.samples().keySet()).allMatch(series -> series.contains("core=\"other\""));
            assertThat(theirs.seriesWith("radio")).isEmpty();
            assertThat(theirs.seriesWith("_unknown")).allMatch(series -> theirs.value(series) == 0);
            assertThat(mine.value("dragonfork_webrtc_active_streams{core=\"one\"}"))
                    .isEqualTo(1);
            // The turns of its own threads go on, whatever the other server does.
            assertThat(theirs.since(before).keySet())
                    .filteredOn(series -> !series.startsWith("dragonfork_webrtc_media_loop_longest_turn_seconds"))
                    .noneMatch(series -> series.startsWith("dragonfork_") || series.startsWith("ffmpeg_"));
        }
    }

    @Test
    void aScrapeDoesNotWaitForAMediaThread() throws StartFailure {
        var inside = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        EgressObserver stopsTheMediaThread = event -> {
            if (event instanceof EgressEvent.StreamLive) {
                inside.countDown();
                try {
                    release.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (Application application = OpenedApplication.start(
                LiveServer.config(Map.of(ConfigKey.ID, "test", ConfigKey.WEBRTC_MEDIA_THREADS, "1")),
                RealFfmpeg.find(),
                stopsTheMediaThread,
                BcDtlsEndpointFactory.DEFAULT_PREFERENCE)) {
            application.startProcess(Sources.soundOnly("radio"));
            Await.until("the media thread stands still", LiveServer.PATIENCE, () -> inside.getCount() == 0);
            try {
                List<Double> received = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    Seen seen = new RawHttp(application.httpPort()).send(Ask.of("GET", "/metrics"));
                    assertThat(seen.status()).isEqualTo(200);
                    received.add(Scrape.read(seen.body())
                            .value("dragonfork_webrtc_rtp_received_packets_total"
                                    + "{core=\"test\",kind=\"audio\",stream_id=\"radio\"}"));
                }
                assertThat(received.stream().distinct())
                        .as("what the thread published last")
                        .hasSize(1);
            } finally {
                release.countDown();
            }
        }
    }

    @Test
    void theFamiliesOfTheJavaMachineAreThereUnlessSwitchedOff() {
        try (LiveServer usual = LiveServer.start(Map.of());
                LiveServer without = LiveServer.start(Map.of(ConfigKey.METRICS_ENABLE_JVM, "false"))) {
            assertThat(usual.scrape().types().keySet())
                    .anyMatch(name -> name.startsWith("jvm_"))
                    .anyMatch(name -> name.startsWith("process_"));
            assertThat(without.scrape().types().keySet())
                    .noneMatch(name -> name.startsWith("jvm_"))
                    .noneMatch(name -> name.startsWith("process_"))
                    .contains("uptime_seconds", "dragonfork_webrtc_active_streams");
        }
    }

    @Test
    void timesPacketsWhenAskedTo() throws Exception {
        try (LiveServer server = LiveServer.start(
                Map.of(
                        ConfigKey.ID, "test",
                        ConfigKey.METRICS_ENABLE_PACKET_FORWARD, "true"),
                Sources.soundOnly("radio"))) {
            assertThat(server.scrape().value(FORWARD + "_count{core=\"test\"}")).isZero();
            assertThat(server.send(Ask.offer("radio").body(Offers.good())).status())
                    .isEqualTo(201);
            var leg = new InetSocketAddress(
                    InetAddress.ofLiteral("127.0.0.1"),
                    server.stream("radio").legs().getFirst().port());
            try (var socket = new DatagramSocket()) {
                byte[] packet = new byte[100];
                for (int i = 0; i < 2048; i++) {
                    RtpHeader.write(packet, 0, false, 111, i, i * 960, 4711);
                    socket.send(new DatagramPacket(packet, packet.length, leg));
                }
            }

            Await.until(
                    "a packet was timed",
                    LiveServer.PATIENCE,
                    () -> server.scrape().value(FORWARD + "_count{core=\"test\"}") >= 1);
            assertThat(server.scrape().value(FORWARD + "_sum{core=\"test\"}")).isPositive();
        }
    }
}
