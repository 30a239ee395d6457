package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.Seen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Streams that a real FFmpeg gives only while somebody watches, over real sockets. */
final class OnDemandTest {
    @TempDir
    Path folder;

    @Test
    void startsOnceForManyViewersAndSleepsAfterTheLast() {
        try (ApiServer server = server(Map.of())) {
            add(server, Processes.watched("cam"));
            awaitAsleep(server);
            Await.until(
                    "it is ready",
                    ApiServer.PATIENCE,
                    () -> server.get("/readyz").status() == 200);
            assertThat(starts(server)).isZero();

            List<Seen> answers = offerAtOneTime(server, 8);

            assertThat(answers).extracting(Seen::status).containsOnly(201);
            assertThat(starts(server)).isEqualTo(1);
            assertThat(stream(server).path("state").asString()).isEqualTo("live");
            answers.forEach(answer -> assertThat(server.send(
                                    Ask.of("DELETE", answer.header("Location").orElseThrow()))
                            .status())
                    .isEqualTo(204));
            awaitAsleep(server);
            server.awaitState("cam", "finished");
            assertThat(server.events.of(EgressEvent.LegFailed.class)).isEmpty();

            assertThat(offer(server).status()).isEqualTo(201);
            assertThat(starts(server)).isEqualTo(2);
        }
    }

    @Test
    void saysWhyTheSourceDoesNotCome() {
        try (ApiServer server = server(Map.of(ConfigKey.WEBRTC_ON_DEMAND_START_TIMEOUT_SECONDS, "2"))) {
            add(server, Processes.absent("cam", "rtsp://127.0.0.1:9/live"));
            Seen seen = offer(server);

            assertThat(seen.status()).isEqualTo(504);
            assertThat(seen.reason()).isEqualTo("source_timeout");
            assertThat(seen.header("Retry-After")).contains("2");
            assertThat(seen.json().path("detail").asString()).contains("within 2 s", "Connection refused");
        }
    }

    @Test
    void sourceThatEndsForGoodIsToldAtOnceAndTriedAnewForTheNext() {
        try (ApiServer server = server(Map.of(ConfigKey.WEBRTC_ON_DEMAND_START_TIMEOUT_SECONDS, "25"))) {
            add(
                    server,
                    Processes.absent("cam", "/no/such/file.mp4")
                            .replace("\"reconnect\": true", "\"reconnect\": false"));
            for (int i = 1; i <= 2; i++) {
                Seen seen = offer(server);
                assertThat(seen.reason()).isEqualTo("source_timeout");
                assertThat(seen.json().path("detail").asString()).contains("No such file");
                awaitAsleep(server);
                assertThat(starts(server)).isEqualTo(i);
            }
        }
    }

    @Test
    void orderToStopWinsOverViewers() {
        try (ApiServer server = server(Map.of())) {
            add(server, Processes.watched("cam"));
            server.command("cam", "stop");

            assertThat(offer(server).reason()).isEqualTo("unknown_stream");
            assertThat(starts(server)).isZero();
            server.command("cam", "start");
            awaitAsleep(server);
            assertThat(offer(server).status()).isEqualTo(201);
            server.command("cam", "stop");
            server.awaitState("cam", "finished");
            assertThat(offer(server).reason()).isEqualTo("unknown_stream");
        }
    }

    @Test
    void whatIsNoOfferStartsNothing() {
        try (ApiServer server = server(Map.of())) {
            add(server, Processes.watched("cam"));
            Seen seen = server.send(Ask.of("POST", "/api/v3/whep/cam")
                    .header("Content-Type", "application/sdp")
                    .body("hello"));

            assertThat(seen.status()).isEqualTo(400);
            assertThat(starts(server)).isZero();
        }
    }

    @Test
    void sleepsAlsoAfterRestartOfTheServer() {
        try (ApiServer server = server(Map.of())) {
            add(server, Processes.watched("cam"));
            server.restart();
            awaitAsleep(server);

            assertThat(starts(server)).isZero();
            assertThat(server.read("/api/v3/process/cam/config")
                            .path("webrtc")
                            .path("on_demand")
                            .asBoolean())
                    .isTrue();
            assertThat(offer(server).status()).isEqualTo(201);
        }
    }

    private ApiServer server(Map<ConfigKey, String> more) {
        Map<ConfigKey, String> settings = new HashMap<>(more);
        settings.put(ConfigKey.WEBRTC_ON_DEMAND_STOP_DELAY_SECONDS, "1");
        settings.putIfAbsent(ConfigKey.WEBRTC_ON_DEMAND_START_TIMEOUT_SECONDS, "20");
        return new ApiServer(folder, settings);
    }

    private static void add(ApiServer server, String process) {
        Seen seen = server.json(
                "POST", "/api/v3/process", process.replace("\"webrtc\": {", "\"webrtc\": {\"on_demand\": true, "));
        assertThat(seen.status()).as(seen.body()).isEqualTo(200);
    }

    private static JsonNode stream(ApiServer server) {
        return server.read("/api/v3/webrtc/streams").path(0);
    }

    private static void awaitAsleep(ApiServer server) {
        Await.until("cam sleeps", ApiServer.PATIENCE, () -> {
            JsonNode state = server.read("/api/v3/process/cam/state");
            return stream(server).path("state").asString().equals("asleep")
                    && state.path("order").asString().equals("start")
                    && state.path("last_logline").asString().equals("sleeps until somebody watches");
        });
    }

    private static long starts(ApiServer server) {
        return server.application().processes().getFirst().entries().getOrDefault(ProcessState.STARTING, 0L);
    }

    private static Seen offer(ApiServer server) {
        return server.send(Ask.of("POST", "/api/v3/whep/cam")
                .header("Content-Type", "application/sdp")
                .body(Offers.good()));
    }

    private static List<Seen> offerAtOneTime(ApiServer server, int many) {
        List<CompletableFuture<Seen>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(CompletableFuture.supplyAsync(() -> offer(server), Thread::startVirtualThread));
        }
        return all.stream()
                .map(one -> one.orTimeout(ApiServer.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join())
                .toList();
    }
}
