package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.http.MetricsAccess;
import org.dragonfork.server.http.RateLimit;
import org.dragonfork.testkit.TestOffer;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real readers: promtool and a Prometheus on loopback, both of the Debian package {@code prometheus}. */
class PrometheusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final String TOKEN = "0123456789abcdef";

    private static final StreamId LIVE = new StreamId("live");

    @Test
    void promtoolFindsNothingToSay(@TempDir Path directory) throws Exception {
        try (ScrapedWorld server = server()) {
            busy(server);
            for (String text : new String[] {new MetricsWorld().metrics.text(), server.metrics.text()}) {
                Path scrape = Files.writeString(directory.resolve("scrape.txt"), text);
                Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                        .redirectInput(scrape.toFile())
                        .redirectErrorStream(true)
                        .start();
                String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(promtool.waitFor()).as(said).isZero();
                assertThat(said).isEmpty();
            }
        }
    }

    @Test
    void prometheusReadsEveryFamilyAndTheNumbersOfTheServer(@TempDir Path directory) throws Exception {
        try (ScrapedWorld server = server();
                var client = HttpClient.newHttpClient()) {
            busy(server);
            Process prometheus = start(directory, server.port());
            try {
                URI base = URI.create("http://" + listening(directory, prometheus));
                await(client, base, "up{job=\"dragonfork-core\"} == 1");
                // Two scrapes, so that what was there at the first is settled.
                await(client, base, "count_over_time(up{job=\"dragonfork-core\"}[1h]) >= 2");
                agrees(client, base, server.port());
                assertThat(
                                number(
                                        client,
                                        base,
                                        "dragonfork_webrtc_whep_requests_total{code=\"404\",route=\"subscribe\",stream_id=\"_unknown\"}"))
                        .isEqualTo(1);
                assertThat(
                                number(
                                        client,
                                        base,
                                        "dragonfork_webrtc_ice_establishment_duration_seconds_bucket{result=\"connected\",stream_id=\"live\",le=\"2.5\"}"))
                        .isEqualTo(2);
                assertThat(number(client, base, "count(count by (core) ({__name__=~\"dragonfork_.*\"}))"))
                        .isEqualTo(1);
                assertThat(families(client, base)).containsAll(MetricNames.standard());
            } finally {
                prometheus.destroy();
                if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
                    prometheus.destroyForcibly();
                }
            }
        }
    }

    /** The server's own JSON, asked over HTTP, against what Prometheus keeps of its scrapes. */
    private static void agrees(HttpClient client, URI prometheus, int port) throws Exception {
        URI server = URI.create("http://127.0.0.1:" + port);
        JsonNode streams = get(client, server, "/api/v3/webrtc/streams");
        assertThat(streams.size()).isEqualTo(2);
        assertThat(number(client, prometheus, "dragonfork_webrtc_active_streams"))
                .isEqualTo(streams.size());
        int viewers = 0;
        int ports = 0;
        Map<String, Integer> states = new TreeMap<>();
        for (JsonNode stream : streams) {
            String id = stream.path("id").asString();
            String of = "{stream_id=\"" + id + "\"}";
            JsonNode peers = get(
                    client,
                    server,
                    "/api/v3/webrtc/streams/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/peers");
            long sentPackets = 0;
            long sentBytes = 0;
            for (JsonNode peer : peers) {
                states.merge(peer.path("state").asString(), 1, Integer::sum);
                sentPackets += peer.path("packets_sent").asLong(-1);
                sentBytes += peer.path("bytes_sent").asLong(-1);
            }
            viewers += stream.path("viewers").asInt();
            ports += stream.path("legs").size();
            assertThat(number(client, prometheus, "dragonfork_webrtc_active_peers" + of))
                    .isEqualTo(stream.path("viewers").asInt())
                    .isEqualTo(peers.size());
            assertThat(number(client, prometheus, "sum(dragonfork_webrtc_rtp_sent_packets_total" + of + ")"))
                    .isEqualTo((double) sentPackets);
            assertThat(number(client, prometheus, "sum(dragonfork_webrtc_rtp_sent_bytes_total" + of + ")"))
                    .isEqualTo((double) sentBytes);
            for (JsonNode leg : stream.path("legs")) {
                String kind =
                        "{stream_id=\"" + id + "\",kind=\"" + leg.path("kind").asString() + "\"}";
                assertThat(leg.path("packets").asLong()).isPositive();
                assertThat(number(client, prometheus, "dragonfork_webrtc_rtp_received_packets_total" + kind))
                        .isEqualTo((double) leg.path("packets").asLong());
                assertThat(number(client, prometheus, "dragonfork_webrtc_rtp_received_bytes_total" + kind))
                        .isEqualTo((double) leg.path("bytes").asLong());
            }
            assertThat(number(client, prometheus, "dragonfork_webrtc_peers_limit{scope=\"stream\"}"))
                    .isEqualTo(stream.path("max_viewers").asInt());
        }
        assertThat(viewers).isEqualTo(2);
        assertThat(states).containsExactly(Map.entry("connected", 2));
        assertThat(number(client, prometheus, "dragonfork_webrtc_peers{state=\"connected\"}"))
                .isEqualTo(2);
        assertThat(number(client, prometheus, "sum(dragonfork_webrtc_active_peers)"))
                .isEqualTo(viewers);
        assertThat(number(client, prometheus, "dragonfork_webrtc_udp_ports_in_use"))
                .isEqualTo(ports);
    }

    private static ScrapedWorld server() throws IOException {
        return new ScrapedWorld(
                "test", 8, 64, RateLimit.standard(), MetricsAccess.open().withBearer(TOKEN));
    }

    private static void busy(ScrapedWorld server) throws Exception {
        server.world.live(LIVE);
        server.world.live(new StreamId("restreamer-ui:ingest:6c2f"));
        server.world.join(LIVE);
        server.world.join(LIVE);
        server.world.run(Duration.ofSeconds(5));
        server.send("POST", "/api/v3/whep/nowhere", Map.of("Content-Type", "application/sdp"), offer());
    }

    private static String offer() {
        return TestOffer.text(
                IceCredentials.generate(new Random(1)), CertificateFingerprint.sha256(new byte[] {1}), true, true);
    }

    private static Process start(Path directory, int port) throws IOException {
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                scrape_configs:
                  - job_name: dragonfork-core
                    authorization:
                      credentials: %s
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                """.formatted(TOKEN, port));
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:0",
                        "--log.format=json")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    /** The address that Prometheus chose, as its log says. */
    private static String listening(Path directory, Process prometheus) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0 && prometheus.isAlive()) {
            for (String line : Files.readAllLines(directory.resolve("log"))) {
                if (line.contains("\"Listening on\"")) {
                    return JsonMapper.shared().readTree(line).path("address").asString();
                }
            }
            pause();
        }
        throw new AssertionError("Prometheus did not start: " + Files.readString(directory.resolve("log")));
    }

    private static void await(HttpClient client, URI base, String query) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (!query(client, base, query).isEmpty()) {
                return;
            }
            pause();
        }
        throw new AssertionError("never true: " + query + "; targets: " + get(client, base, "/api/v1/targets"));
    }

    private static double number(HttpClient client, URI base, String query) throws Exception {
        JsonNode result = query(client, base, query);
        assertThat(result.size()).as(query + " gave " + result).isEqualTo(1);
        return Double.parseDouble(result.get(0).path("value").get(1).asString());
    }

    private static JsonNode query(HttpClient client, URI base, String query) throws Exception {
        return get(client, base, "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("data")
                .path("result");
    }

    private static Set<String> families(HttpClient client, URI base) throws Exception {
        var names = new TreeSet<String>();
        get(client, base, "/api/v1/metadata").path("data").propertyNames().forEach(name -> {
            names.add(name);
            // OpenMetrics names a counter without its ending.
            names.add(name + "_total");
        });
        return names;
    }

    private static JsonNode get(HttpClient client, URI base, String path) throws Exception {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
        return JsonMapper.shared().readTree(response.body());
    }

    /** Between two looks at a program that tells nobody when it is ready; always within a loop with a deadline. */
    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(50);
    }
}
