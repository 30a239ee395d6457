package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can only be read: streams, peers, probes, and paths that are none. */
final class ViewsAndProbesTest {
    private static final String SESSION = FakeWhep.SESSION_ID;

    private final BareRoutes routes = new BareRoutes();

    @Test
    void listsStreamsWithTheNamesClientsLookFor() {
        Seen seen = routes.send(Ask.of("GET", "/api/v3/webrtc/streams"));
        var cam = seen.json().get(0);
        var idle = seen.json().get(1);

        assertThat(seen.header("Content-Type")).contains("application/json");
        assertThat(cam.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "state",
                        "live",
                        "not_live_reason",
                        "created_at",
                        "viewers",
                        "max_viewers",
                        "legs",
                        "plan",
                        "peers",
                        "video_port",
                        "audio_port");
        assertThat(cam.get("video_port").asInt()).isEqualTo(40_000);
        assertThat(cam.get("peers").asInt()).isEqualTo(1);
        assertThat(cam.get("legs").get(0).toString())
                .isEqualTo("{\"kind\":\"video\",\"port\":40000,\"codec\":\"H264\",\"profile\":\"42e01f\","
                        + "\"packets\":1200,\"bytes\":1400000,\"lost_packets\":0,\"packets_per_second\":30.0,"
                        + "\"bits_per_second\":1200000.0,\"seconds_since_last_packet\":0.01,"
                        + "\"seconds_since_last_key_frame\":10.0}");
        assertThat(cam.path("state").asString()).isEqualTo("live");
        assertThat(cam.path("plan").path("audio").toString())
                .isEqualTo("{\"mode\":\"transcode\",\"input_codec\":\"aac\","
                        + "\"reason\":\"browsers do not play aac\"}");
        assertThat(idle.path("state").asString()).isEqualTo("not_live");
        assertThat(idle.get("legs").get(0).get("packets_per_second").isNull()).isTrue();
        assertThat(idle.get("legs").get(0).get("seconds_since_last_key_frame").isNull())
                .isTrue();
        assertThat(idle.get("live").asBoolean()).isFalse();
        assertThat(idle.get("audio_port").isNull()).isTrue();
        assertThat(idle.get("legs").get(0).get("seconds_since_last_packet").isNull())
                .isTrue();
    }

    @Test
    void listsPeersWithoutTheSecretOfTheirSession() {
        Seen seen = routes.send(Ask.of("GET", "/api/v3/webrtc/streams/cam1/peers"));

        assertThat(seen.body()).doesNotContain(SESSION);
        assertThat(seen.json().get(0).get("id").asString()).isEqualTo("0123456789ab");
        assertThat(seen.json().get(0).get("stream_id").asString()).isEqualTo("cam1");
        assertThat(seen.json().get(0).get("created_at").asLong()).isEqualTo(1_777_777_787L);
        assertThat(seen.json().get(0).get("video_codec").asString()).isEqualTo("H264");
        assertThat(seen.json().get(0).get("video_profile").asString()).isEqualTo("42e01f");
        assertThat(seen.json().get(0).get("audio_codec").asString()).isEqualTo("opus");
        assertThat(seen.json().get(0).get("round_trip_seconds").asDouble()).isEqualTo(0.034);
        assertThat(routes.send(Ask.of("GET", "/api/v3/webrtc/streams/nowhere/peers"))
                        .reason())
                .isEqualTo("unknown_stream");
    }

    @Test
    void endsOneViewerByTheNameThatTheListGives() {
        String peers = "/api/v3/webrtc/streams/cam1/peers/";

        assertThat(routes.send(local(Ask.of("DELETE", peers + "0123456789ab"))).body())
                .isEqualTo("\"OK\"");
        assertThat(routes.whep.calls).containsExactly("expel cam1 0123456789ab");
        assertThat(routes.send(local(Ask.of("DELETE", peers + "ba9876543210"))).reason())
                .isEqualTo("unknown_session");
        assertThat(routes.send(local(Ask.of("DELETE", peers + SESSION))).status())
                .isEqualTo(404);
        assertThat(routes.send(local(Ask.of("DELETE", "/api/v3/webrtc/streams/no%2F/peers/0123456789ab")))
                        .reason())
                .isEqualTo("unknown_stream");
        assertThat(routes.send(local(Ask.of("GET", peers + "0123456789ab"))).header("Allow"))
                .contains("DELETE, OPTIONS");
    }

    private static Ask local(Ask ask) {
        return ask.header("Host", "localhost");
    }

    @Test
    void hasProbesAndSaysWhatIsNoPath() {
        Map<String, String> lines = Map.of("/ping", "pong\n", "/livez", "live\n", "/readyz", "ready\n");

        lines.forEach((path, line) ->
                assertThat(routes.send(Ask.of("GET", path)).body()).isEqualTo(line));
        assertThat(routes.send(Ask.of("GET", "/ping")).header("Content-Type").orElse(""))
                .startsWith("text/plain");
        for (String path : List.of("/nothing", "/api/v3/whep", "/api/v3/whep/a/b/c", "/pages/../etc/passwd", "//")) {
            assertThat(routes.send(Ask.of("GET", path)).reason()).as(path).isEqualTo("no_route");
        }
    }
}
