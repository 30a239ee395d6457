package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.MediaSource;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.Seen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code webrtc.enable=false}: the processes of the original run, and there is nothing to watch them with. */
final class WebRtcOffTest {
    private static final String WATCHED_AND_WRITTEN = """
            {"id":"cam","input":[{"id":"in","address":"testsrc2=s=160x120:r=10","options":["-re","-f","lavfi"]}],
             "output":[{"id":"out","address":"-","options":["-c:v","mpeg4","-f","null"]}],
             "reconnect":true,"webrtc":{"enabled":true}}""";

    @TempDir
    Path folder;

    @Test
    void hasNoRouteOfWhepAndStreams() throws IOException {
        try (ApiServer server = server()) {
            Await.until(
                    "it is ready",
                    ApiServer.PATIENCE,
                    () -> server.get("/readyz").status() == 200);
            for (Ask ask : List.of(
                    Ask.of("POST", "/api/v3/whep/cam")
                            .header("Content-Type", "application/sdp")
                            .body("v=0\r\n"),
                    Ask.of("GET", "/api/v3/whep/cam"),
                    Ask.of("DELETE", "/api/v3/whep/cam/0123456789abcdef0123456789abcdef"),
                    Ask.of("POST", "/api/v3/webrtc/streams/cam/token"),
                    Ask.of("GET", "/api/v3/webrtc/streams/cam/peers"),
                    Ask.of("GET", "/api/v3/webrtc/streams"))) {
                Seen seen = server.send(ask);
                assertThat(seen.status()).as(ask.path()).isEqualTo(404);
                assertThat(seen.body()).as(ask.path()).contains("\"no_route\"");
            }
            assertThat(server.events.of(EgressEvent.WhepExchanged.class)).isEmpty();
            assertThat(server.read("/api/v3/session").path("webrtc").isMissingNode())
                    .isFalse();
        }
    }

    @Test
    void opensNoUdpPort() throws IOException {
        int port;
        try (var free = LiveServer.takenUdpPort()) {
            port = free.getLocalPort();
        }
        try (ApiServer server =
                new ApiServer(folder, settings(Map.of(ConfigKey.WEBRTC_UDP_MUX_PORT, String.valueOf(port))))) {
            assertThat(server.application().udpPort()).isEmpty();
            try (var other = new DatagramSocket(port)) {
                assertThat(other.getLocalPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void runsProcessesWithoutLegsAndCountsNoStream() {
        try (ApiServer server = server()) {
            assertThat(server.json("POST", "/api/v3/process", WATCHED_AND_WRITTEN)
                            .status())
                    .isEqualTo(200);
            server.awaitState("cam", "running");

            assertThat(server.read("/api/v3/process/cam/state").path("command").toString())
                    .contains("testsrc2")
                    .doesNotContain("rtp");
            assertThat(server.read("/api/v3/process/cam/config")
                            .path("webrtc")
                            .path("enabled")
                            .asBoolean())
                    .as("what the owner wrote stays, for the day it is on again")
                    .isTrue();
            String text = server.get("/metrics").body();
            assertThat(text)
                    .contains("# TYPE dragonfork_webrtc_whep_requests_total counter")
                    .containsPattern("(?m)^dragonfork_webrtc_active_streams\\{core=\"[^\"]+\"} 0(\\.0)?$")
                    .containsPattern("(?m)^dragonfork_webrtc_udp_ports_in_use\\{core=\"[^\"]+\"} 0(\\.0)?$");
        }
    }

    @Test
    void refusesProcessThatIsOnlyThereToBeWatched() {
        try (ApiServer server = server()) {
            Seen seen = server.json("POST", "/api/v3/process", Processes.watched("cam"));

            assertThat(seen.status()).isEqualTo(400);
            assertThat(seen.body()).contains("output", "webrtc.enable");
            assertThatThrownBy(() -> server.application()
                            .startProcess(MediaSource.of(new StreamId("door"), "rtsp://192.0.2.1/", LegMode.AUTO)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("webrtc.enable");
        }
    }

    private ApiServer server() {
        return new ApiServer(folder, settings(Map.of()));
    }

    private static Map<ConfigKey, String> settings(Map<ConfigKey, String> more) {
        var settings = new HashMap<>(more);
        settings.put(ConfigKey.WEBRTC_ENABLE, "false");
        return settings;
    }
}
