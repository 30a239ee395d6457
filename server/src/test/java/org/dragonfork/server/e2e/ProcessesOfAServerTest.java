package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.Clips;
import org.dragonfork.server.ffmpeg.ProcessStatus;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.Seen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Processes over the API of a whole server with real FFmpegs. */
final class ProcessesOfAServerTest {
    @TempDir
    private Path folder;

    @Test
    void keepsTheWebrtcBlockThroughRestartAndUpdate() {
        try (ApiServer server = new ApiServer(folder, Map.of())) {
            String body = """
                    {"id": "restreamer-ui:ingest:1", "autostart": false,
                     "input": [{"id": "in", "address": "rtsp://10.0.0.5/1"}],
                     "output": [{"id": "out", "address": "-", "options": ["-f", "null"]}],
                     "webrtc": {"enabled": true, "mode": "copy", "force_transcode": false, "video_pt": 100, "audio_pt": 120,
                       "video_map": "0:v:1", "audio_map": "0:a:2", "public": true, "on_demand": false, "whip_ingest": {"enabled": true}}}
                    """;
            String path = "/api/v3/process/restreamer-ui%3Aingest%3A1";
            JsonNode posted = server.json("POST", "/api/v3/process", body).json();
            JsonNode read = server.read(path + "/config");
            server.restart();
            JsonNode afterRestart = server.read(path + "/config");
            JsonNode put = server.json("PUT", path, "{\"webrtc\": {\"audio_map\": \"1:a:0\"}}")
                    .json();
            JsonNode afterPut = server.read(path + "/config");

            assertThat(posted.path("webrtc").toString())
                    .isEqualTo("{\"enabled\":true,\"mode\":\"copy\",\"force_transcode\":false,\"video_pt\":100,"
                            + "\"audio_pt\":120,\"video_map\":\"0:v:1\",\"audio_map\":\"0:a:2\",\"public\":true,\"on_demand\":false,"
                            + "\"whip_ingest\":{\"enabled\":true}}");
            assertThat(read).isEqualTo(posted);
            assertThat(afterRestart).isEqualTo(posted);
            assertThat(put.path("webrtc").toString())
                    .isEqualTo(posted.path("webrtc").toString().replace("0:a:2", "1:a:0"));
            assertThat(afterPut).isEqualTo(put);
        }
    }

    @Test
    void runsWhatIsOrderedToRunAlsoAfterARestartAndNothingElse() {
        try (ApiServer server = new ApiServer(folder, Map.of())) {
            server.json("POST", "/api/v3/process", Processes.idle("runs", true));
            server.json("POST", "/api/v3/process", Processes.idle("stopped", true));
            server.awaitState("runs", "running");
            server.awaitState("stopped", "running");
            server.command("stopped", "stop");
            server.restart();

            server.awaitState("runs", "running");
            JsonNode stopped = server.read("/api/v3/process/stopped/state");
            assertThat(stopped.path("order").asString()).isEqualTo("stop");
            assertThat(stopped.path("exec").asString()).isEqualTo("finished");
            assertThat(server.application().processes().stream()
                            .filter(process -> process.pid().isPresent()))
                    .hasSize(1);
        }
    }

    @Test
    void showsProgressStateAndReportOfARun() {
        try (ApiServer server = new ApiServer(folder, Map.of())) {
            server.json("POST", "/api/v3/process", Processes.idle("runs", true));
            server.awaitState("runs", "running");
            Await.until(
                    "it makes progress",
                    ApiServer.PATIENCE,
                    () -> server.read("/api/v3/process/runs/state")
                                    .path("progress")
                                    .path("frame")
                                    .asLong()
                            > 0);

            JsonNode process = server.read("/api/v3/process/runs");
            JsonNode state = process.path("state");
            assertThat(state.path("command").valueStream().map(JsonNode::asString))
                    .contains("testsrc2=size=64x64:rate=5");
            assertThat(state.path("progress").path("outputs").path(0).path("id").asString())
                    .isEqualTo("out");
            assertThat(process.path("report").path("prelude").size()).isPositive();
            server.command("runs", "stop");
            server.command("runs", "start");
            server.awaitState("runs", "running");
            assertThat(server.read("/api/v3/process/runs/report")
                            .path("history")
                            .size())
                    .isEqualTo(1);
            server.json("PUT", "/api/v3/process/runs", "{\"reference\": \"other\"}");
            assertThat(server.read("/api/v3/process/runs/report")
                            .path("history")
                            .size())
                    .isEqualTo(2);
        }
    }

    @Test
    void tellsWhatCameOutOfCopiedLegs() {
        Path clip = new Clips(folder).both("clip.mkv", "-c:v libx264 -profile:v baseline -g 15 -c:a libopus -ac 2");
        try (ApiServer server = new ApiServer(folder, Map.of())) {
            server.json("POST", "/api/v3/process", Processes.copied("cam", clip));
            Await.until("its pictures and packets are counted", ApiServer.PATIENCE, () -> {
                JsonNode progress = server.read("/api/v3/process/cam/state").path("progress");
                JsonNode video = progress.path("outputs").path(0);
                JsonNode audio = progress.path("outputs").path(1);
                return progress.path("fps").asDouble() > 5
                        && progress.path("frame").asLong() > 0
                        && progress.path("packet").asLong() > 0
                        && video.path("frame").asLong() > 0
                        && video.path("packet").asLong() > 0
                        && audio.path("pps").asDouble() > 10;
            });
        }
    }

    @Test
    void triesAnAbsentInputEverMoreSlowlyAndKeepsSayingWhatIsWrong() throws IOException {
        int nobody;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        List<String> reasons = new ArrayList<>();
        try (ApiServer server = new ApiServer(folder, Map.of())) {
            long began = System.nanoTime();
            server.json("POST", "/api/v3/process", Processes.absent("cam", "rtsp://127.0.0.1:" + nobody + "/live"));
            Await.until("it was tried four times", ApiServer.PATIENCE, () -> {
                // Before: nothing of its past is known after it.
                boolean failed = server.application().processes().getFirst().restarts() > 0;
                String reason = server.read("/api/v3/webrtc/streams")
                        .path(0)
                        .path("not_live_reason")
                        .asString();
                if (failed) {
                    reasons.add(reason);
                }
                return server.application().processes().getFirst().restarts() > 3;
            });

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("0, 1 and 2 s between four tries, and 4 s to the fifth")
                    .isGreaterThan(Duration.ofSeconds(7));
            assertThat(reasons)
                    .isNotEmpty()
                    .allMatch(reason -> reason.startsWith("the input cannot be read: ")
                            && reason.contains("Connection refused")
                            && reason.matches(".*, (next try in [1-5] s|trying again now)"));
        }
    }

    @Test
    void countsOnUntilAProcessIsDeleted() {
        try (ApiServer server = new ApiServer(folder, Map.of())) {
            server.json("POST", "/api/v3/process", Processes.watched("cam"));
            awaitRuns(server, 1);
            server.command("cam", "stop");
            server.command("cam", "start");
            awaitRuns(server, 2);
            server.command("cam", "restart");
            awaitRuns(server, 3);
            server.command("cam", "reload");
            awaitRuns(server, 4);
            server.json("PUT", "/api/v3/process/cam", Processes.watched("cam"));
            awaitRuns(server, 5);
            server.send(Ask.of("DELETE", "/api/v3/process/cam"));
            server.json("POST", "/api/v3/process", Processes.watched("cam"));
            awaitRuns(server, 1);
        }
    }

    private static void awaitRuns(ApiServer server, int runs) {
        Await.until("the process has run " + runs + " times", ApiServer.PATIENCE, () -> {
            ProcessStatus cam = server.application().processes().getFirst();
            return cam.state() == ProcessState.RUNNING
                    && cam.restarts() == runs - 1
                    && cam.entries().get(ProcessState.RUNNING) == runs
                    && server.get("/metrics").body().contains("process=\"cam\",state=\"running\"} " + runs + ".0\n");
        });
    }

    @Test
    void sendsViewersAwayOnStopUpdateReloadAndDelete() {
        try (ApiServer server = new ApiServer(folder, Map.of())) {
            server.json("POST", "/api/v3/process", Processes.watched("cam"));
            int gone = 0;
            for (String action : List.of("stop", "update", "reload", "delete")) {
                awaitLive(server);
                Seen answer = server.send(Ask.of("POST", "/api/v3/whep/cam")
                        .header("Content-Type", "application/sdp")
                        .body(Offers.good()));
                assertThat(answer.status()).as(action).isEqualTo(201);
                switch (action) {
                    case "stop" -> {
                        server.command("cam", "stop");
                        assertThat(server.application().snapshot().stream(new StreamId("cam")))
                                .isEmpty();
                    }
                    case "update" ->
                        assertThat(server.json("PUT", "/api/v3/process/cam", "{\"reference\": \"x\"}")
                                        .status())
                                .isEqualTo(200);
                    case "reload" -> server.command("cam", "reload");
                    default ->
                        assertThat(server.send(Ask.of("DELETE", "/api/v3/process/cam"))
                                        .status())
                                .isEqualTo(200);
                }
                gone++;
                List<EgressEvent.SessionEnded> ended = server.events.of(EgressEvent.SessionEnded.class);
                assertThat(ended).as(action).hasSize(gone);
                assertThat(ended.getLast().reason()).as(action).isEqualTo(SessionEnd.STREAM_ENDED);
                if (action.equals("stop")) {
                    server.command("cam", "start");
                }
            }
            assertThat(server.application().snapshot().portsInUse()).isZero();
            assertThat(server.application().processes()).isEmpty();
        }
    }

    @Test
    void writesTheFileThatTheOriginalReads() throws Exception {
        try (ApiServer server = new ApiServer(folder, Map.of())) {
            server.json("POST", "/api/v3/process", Processes.idle("one", false));
            server.json("PUT", "/api/v3/process/one/metadata/k", "[1]");
            server.json("PUT", "/api/v3/metadata/k", "2");
        }
        JsonNode file = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("config/db.json")));
        assertThat(file.path("version").asInt()).isEqualTo(4);
        JsonNode one = file.path("process").path("one");
        assertThat(one.path("order").asString()).isEqualTo("stop");
        assertThat(one.path("config").path("ffversion").asString()).matches("\\^\\d+\\.\\d+\\.0");
        assertThat(one.path("config").path("limit_memory_bytes").isIntegralNumber())
                .isTrue();
        assertThat(file.path("metadata").toString())
                .isEqualTo("{\"system\":{\"k\":2},\"process\":{\"one\":{\"k\":[1]}}}");
    }

    @Test
    void doesNotStartOnAStoreThatIsCutShortAndLeavesItAlone() throws Exception {
        Path db = folder.resolve("config/db.json");
        try (ApiServer server = new ApiServer(folder, Map.of())) {
            server.json("POST", "/api/v3/process", Processes.idle("one", false));
        }
        String cut = Files.readString(db).substring(0, 200);
        Files.writeString(db, cut);

        assertThatThrownBy(() -> new ApiServer(folder, Map.of()).close())
                .hasMessageContaining(db + " cannot be used: ")
                .hasMessageNotContaining("\n");
        assertThat(Files.readString(db)).isEqualTo(cut);
    }

    private static void awaitLive(ApiServer server) {
        Await.until(
                "cam is live",
                ApiServer.PATIENCE,
                () -> server.application().snapshot().stream(new StreamId("cam"))
                        .map(stream -> stream.live())
                        .orElse(false));
    }
}
