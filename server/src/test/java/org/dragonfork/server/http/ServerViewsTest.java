package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients of the original ask about the server itself: numbers, sessions, and servers that there are not. */
final class ServerViewsTest {
    private static final CurrentValues VALUES = new CurrentValues() {
        @Override
        public List<Described> described() {
            return List.of(new Described("net_rx", "Bytes received", List.of("interface")));
        }

        @Override
        public List<Value> now() {
            return List.of(
                    new Value("cpu_idle", Map.of(), 42.5),
                    new Value("net_rx", Map.of("interface", "eth0"), 7),
                    new Value("net_rx", Map.of("interface", "a".repeat(200)), 8));
        }
    };

    private final FakeWhep whep = new FakeWhep();

    private final EdgeFixture edge = EdgeFixture.started(
            options -> options,
            List.of(
                    new CurrentValuesRoutes(VALUES, () -> Instant.ofEpochSecond(1_700_000_000)),
                    new SessionRoutes(whep::snapshot, () -> Instant.ofEpochSecond(1_700_000_000)),
                    new OtherServerRoutes()));

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void givesTheNumbersThatAreAskedFor() {
        Seen one = post("{\"timerange_sec\":0,\"interval_sec\":0,\"metrics\":[{\"name\":\"cpu_idle\"}]}");

        assertThat(one.body())
                .isEqualTo("{\"timerange_sec\":0,\"interval_sec\":0,\"metrics\":[{\"name\":\"cpu_idle\","
                        + "\"labels\":{},\"values\":[[1700000000,42.5]]}]}");
        assertThat(get("/api/v3/metrics").json().get(0).path("labels").get(0).asString())
                .isEqualTo("interface");
        Seen labelled = post("{\"metrics\":[{\"name\":\"net_rx\",\"labels\":{\"interface\":\"^eth\"}},"
                + "{\"name\":\"nothing\"},{\"name\":\"cpu_idle\",\"labels\":{\"x\":\"y\"}}]}");
        assertThat(labelled.json().path("metrics")).hasSize(1);
        assertThat(labelled.json()
                        .path("metrics")
                        .get(0)
                        .path("values")
                        .get(0)
                        .get(1)
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void answersForThePastWithSeriesThatHaveNoValues() {
        Seen past = post("{\"timerange_sec\":60,\"interval_sec\":5,\"metrics\":[{\"name\":\"cpu_idle\"}]}");

        assertThat(past.json().path("timerange_sec").asInt()).isEqualTo(60);
        assertThat(past.json().path("metrics").get(0).path("values")).isEmpty();
    }

    @Test
    void takesNoPatternThatIsNoneOrThatNeverEnds() {
        String query = "{\"metrics\":[{\"name\":\"net_rx\",\"labels\":{\"interface\":\"%s\"}}]}";

        Seen bad = post(query.formatted("["));
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().path("details").get(0).asString()).startsWith("metrics[0].labels.interface");
        assertThat(post(query.formatted("a".repeat(300))).status()).isEqualTo(400);
        long start = System.nanoTime();
        assertThat(post(query.formatted("^(a|aa)+$!")).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(post("{\"metrics\":[" + "{\"name\":\"x\"},".repeat(100) + "{}]}")
                        .status())
                .isEqualTo(400);
        assertThat(post("{\"metrics\":5}").json().path("details").get(0).asString())
                .startsWith("metrics");
    }

    @Test
    void tellsWhoWatchesAlsoWhenNoCollectorIsNamed() {
        var active = get("/api/v3/session/active").json();

        assertThat(active.propertyNames()).containsExactly("webrtc");
        assertThat(active.path("webrtc").get(0).toString())
                .isEqualTo("{\"id\":\"0123456789ab\",\"reference\":\"cam1\",\"created_at\":1699999988,"
                        + "\"local\":\"/api/v3/whep/cam1\",\"remote\":\"\",\"extra\":\"\",\"bytes_rx\":0,"
                        + "\"bytes_tx\":1460000,\"bandwidth_rx_kbit\":0.0,\"bandwidth_tx_kbit\":912.5}");
        assertThat(get("/api/v3/session/active?collectors=hls,webrtc").json().path("hls"))
                .isEmpty();
        assertThat(get("/api/v3/session/active?collectors=hls").json().propertyNames())
                .containsExactly("hls");
        var summary = get("/api/v3/session?collectors=webrtc,rtmp").json();
        assertThat(summary.path("webrtc").path("active").path("sessions").asInt())
                .isEqualTo(1);
        assertThat(summary.path("webrtc").path("active").path("max_sessions").asInt())
                .isEqualTo(100);
        assertThat(summary.path("rtmp").path("active").path("list")).isEmpty();
        assertThat(summary.path("webrtc").path("summary").propertyNames())
                .containsExactlyInAnyOrder(
                        "remote", "local", "reference", "sessions", "traffic_rx_mb", "traffic_tx_mb");
    }

    @Test
    void hasNoOtherServersAndSaysSo() {
        assertThat(get("/api/v3/rtmp").body()).isEqualTo("[]");
        assertThat(get("/api/v3/srt").body())
                .isEqualTo("{\"publisher\":{},\"subscriber\":{},\"connections\":{},\"log\":{}}");
    }

    private Seen get(String path) {
        return edge.raw().send(Ask.of("GET", path));
    }

    private Seen post(String body) {
        return edge.raw()
                .send(Ask.of("POST", "/api/v3/metrics")
                        .header("Content-Type", "application/json")
                        .body(body));
    }
}
