package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.http.Ask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole way: what viewers and FFmpeg do, through {@code /metrics} and a real Prometheus, to an alert that fires. */
final class AlertsTest {
    private static final int MISMATCHES = 12;

    /** Above half a request a second over the five minutes of the rule. */
    private static final int REQUESTS_FOR_NOTHING = 170;

    private static final String COUNT = "sum(dragonfork_webrtc_whep_requests_total{route=\"subscribe\",%s})";

    @Test
    void theIntendedAlertsFireAndNoOthers(@TempDir Path folder) throws Exception {
        try (LiveServer server = LiveServer.start(
                        Map.of(
                                ConfigKey.ID, "dragonfork-truenas",
                                ConfigKey.WEBRTC_ICE_CONNECT_TIMEOUT_SECONDS, "600",
                                ConfigKey.WEBRTC_MAX_PEERS_PER_STREAM, "1",
                                ConfigKey.WEBRTC_MAX_PEERS_TOTAL, "2"),
                        Sources.pictureAndSound("cam", "160x90"),
                        Sources.soundOnly("radio"),
                        Sources.soundOnly("spare"));
                WatchedServer watched = WatchedServer.start(folder, server.application.httpPort())) {
            // A counter that is born at its first request is seen to grow from the second on.
            assertThat(server.send(offer("nowhere")).status()).isEqualTo(404);
            allIsWell(watched);
            try (ChromiumBrowser browser = ChromiumBrowser.launch();
                    Watching _ = Watching.open(browser, server, "cam", 5)) {
                trouble(server);
                countersShowItWithinTwoScrapes(watched);
                awaitFiring(
                        watched,
                        "WebRTCCapRejections global",
                        "WebRTCCapRejections stream",
                        "WebRTCCodecMismatchSpike radio",
                        "WebRTCFFmpegLegFailure cam audio",
                        "WebRTCFFmpegLegFailure cam video",
                        "WebRTCWHEPErrorRateHigh _unknown");
                Await.until(
                        "the verdict is critical",
                        LiveServer.PATIENCE,
                        () -> watched.number("dragonfork_webrtc:health:level") == 2);
                everyRuleIsWellAndSaysSomething(watched);
            }

            server.application.close();

            Await.until(
                    "the server is missed",
                    LiveServer.PATIENCE,
                    () -> watched.firing().contains("WebRTCCoreDown"));
        }
    }

    private static void allIsWell(WatchedServer watched) {
        Await.until("the server is scraped", LiveServer.PATIENCE, () -> watched.number("sum(up)") == 1);
        int before = watched.scrapes();
        // Prometheus may have missed the server before its first scrape.
        Await.until(
                "nothing fires",
                LiveServer.PATIENCE,
                () -> watched.scrapes() >= before + 3
                        && watched.firing().isEmpty()
                        && watched.number("dragonfork_webrtc:health:level") == 0);
        watched.everFiring();
    }

    private static void trouble(LiveServer server) {
        for (int i = 0; i < MISMATCHES; i++) {
            assertThat(server.send(offer("radio")
                                    .header("Accept", "application/problem+json")
                                    .body(Offers.withoutH264().replace("opus/48000/2", "PCMU/8000")))
                            .status())
                    .isEqualTo(406);
        }
        assertThat(server.send(offer("cam")).reason()).isEqualTo("cap_stream");
        assertThat(server.send(offer("radio")).status()).isEqualTo(201);
        assertThat(server.send(offer("spare")).reason()).isEqualTo("cap_global");
        for (int i = 0; i < REQUESTS_FOR_NOTHING; i++) {
            assertThat(server.send(offer("nowhere")).status()).isIn(404, 429);
        }
        Await.signal("KILL", server.process("cam").pid().orElseThrow());
        Await.until(
                "both legs are missed",
                LiveServer.PATIENCE,
                () -> server.events.of(EgressEvent.LegFailed.class).size() == 2);
    }

    private static void countersShowItWithinTwoScrapes(WatchedServer watched) {
        int before = watched.scrapes();
        Await.until("two more scrapes", LiveServer.PATIENCE, () -> watched.scrapes() >= before + 2);

        assertThat(watched.number(COUNT.formatted("code=\"201\""))).isEqualTo(2);
        assertThat(watched.number(COUNT.formatted("code=~\"404|429\",stream_id=\"_unknown\"")))
                .isEqualTo(1 + REQUESTS_FOR_NOTHING);
        assertThat(watched.number(COUNT.formatted("code=\"406\",stream_id=\"radio\"")))
                .isEqualTo(MISMATCHES);
        assertThat(watched.number(COUNT.formatted("code=\"503\""))).isEqualTo(2);
        for (String scope : Set.of("global", "stream")) {
            assertThat(watched.number("sum(dragonfork_webrtc_cap_rejections_total{scope=\"" + scope + "\"})"))
                    .isEqualTo(1);
        }
        for (String leg : Set.of("audio", "video")) {
            assertThat(watched.number(
                            "dragonfork_webrtc_ffmpeg_leg_failures_total{stream_id=\"cam\",leg=\"" + leg + "\"}"))
                    .isEqualTo(1);
        }
        assertThat(
                        watched.number(
                                "dragonfork_webrtc_ice_establishment_duration_seconds_count{stream_id=\"cam\",result=\"connected\"}"))
                .isEqualTo(1);
        assertThat(watched.number("up{core=\"dragonfork-truenas\"}")).isEqualTo(1);
    }

    private static void awaitFiring(WatchedServer watched, String... intended) {
        Set<String> all = new TreeSet<>(Set.of(intended));
        Set<String> last = new TreeSet<>();
        try {
            Await.until("these fire: " + all, LiveServer.PATIENCE, () -> {
                last.clear();
                last.addAll(watched.firing());
                return last.containsAll(all);
            });
        } catch (AssertionError e) {
            throw new AssertionError("only these fire: " + last, e);
        }
        // What is too slow to be seen at once still has a chance to fire wrongly.
        int before = watched.scrapes();
        Await.until("three more scrapes", LiveServer.PATIENCE, () -> {
            watched.firing();
            return watched.scrapes() >= before + 3;
        });

        assertThat(watched.everFiring()).isEqualTo(all);
    }

    private static void everyRuleIsWellAndSaysSomething(WatchedServer watched) {
        int alerts = 0;
        for (JsonNode group : watched.rules()) {
            for (JsonNode rule : group.path("rules")) {
                assertThat(rule.path("health").asString()).as(rule.toString()).isEqualTo("ok");
                for (JsonNode alert : rule.path("alerts")) {
                    alerts++;
                    assertThat(alert.path("annotations").propertyNames())
                            .contains("summary", "description", "runbook_url", "dashboard_url");
                    assertThat(alert.path("annotations").toString()).doesNotContain("<error", "{{", "<no value>", "%!");
                }
            }
        }
        assertThat(alerts).isGreaterThanOrEqualTo(6);
    }

    private static Ask offer(String stream) {
        return Ask.offer(stream).body(Offers.good());
    }
}
