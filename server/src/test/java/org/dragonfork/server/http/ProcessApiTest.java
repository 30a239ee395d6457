package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class ProcessApiTest {
    private static final String CAM = """
            {"id": "cam1", "type": "ffmpeg", "reference": "hall", "options": ["-hide_banner"],
             "input": [{"id": "in", "address": "rtsp://10.0.0.5/1", "options": ["-rtsp_transport", "tcp"], "x-in": [1]}],
             "output": [{"id": "null", "address": "-", "options": ["-f", "null"],
               "cleanup": [{"pattern": "*.ts", "max_files": 3, "max_file_age_seconds": 60, "purge_on_delete": true}]}],
             "reconnect": true, "reconnect_delay_seconds": 10, "autostart": true, "stale_timeout_seconds": 30,
             "limits": {"cpu_usage": 12.5, "memory_mbytes": 512, "waitfor_seconds": 5},
             "webrtc": {"enabled": true, "force_transcode": false, "video_map": "0:v:0", "audio_map": "0:a:0",
               "whip_ingest": {"enabled": false}},
             "x-own": {"kept": true}}
            """;

    private final ApiWorld api = new ApiWorld();

    @Test
    void answersAnAddedProcessWith200AndItsConfig() {
        Seen added = api.post(CAM);

        assertThat(added.status()).isEqualTo(200);
        assertThat(added.header("Content-Type")).contains("application/json");
        JsonNode config = added.json();
        assertThat(config.path("id").asString()).isEqualTo("cam1");
        assertThat(config.path("limits").toString())
                .isEqualTo("{\"cpu_usage\":12.5,\"memory_mbytes\":512,\"waitfor_seconds\":5}");
        assertThat(config.path("webrtc").toString())
                .isEqualTo("{\"enabled\":true,\"mode\":\"auto\",\"force_transcode\":false,\"video_pt\":102,"
                        + "\"audio_pt\":111,\"video_map\":\"0:v:0\",\"audio_map\":\"0:a:0\",\"public\":false,\"on_demand\":false,"
                        + "\"whip_ingest\":{\"enabled\":false}}");
        assertThat(config.path("x-own").path("kept").asBoolean()).isTrue();
        assertThat(config.path("input").path(0).path("x-in").path(0).asInt()).isEqualTo(1);
        assertThat(config.path("output")
                        .path(0)
                        .path("cleanup")
                        .path(0)
                        .path("max_files")
                        .asInt())
                .isEqualTo(3);
        assertThat(api.runner.isRunning("cam1")).isTrue();
    }

    @Test
    void givesTheDefaultsToWhatASmallBodyLeavesOut() {
        JsonNode config = api.post("{\"input\": [{\"address\": \"a.mp4\"}], \"output\": [{\"address\": \"-\"}]}")
                .json();

        assertThat(config.path("id").asString()).hasSize(22);
        assertThat(config.path("type").asString()).isEqualTo("ffmpeg");
        assertThat(config.path("input").path(0).path("id").asString()).hasSize(22);
        assertThat(config.path("autostart").asBoolean()).isTrue();
        assertThat(config.path("reconnect").asBoolean()).isFalse();
        assertThat(config.path("options").isArray()).isTrue();
        assertThat(config.path("webrtc").path("enabled").asBoolean()).isFalse();
    }

    @Test
    void takesAProcessThatIsOnlyWatched() {
        assertThat(api.post("{\"id\":\"a\",\"input\": [{\"address\": \"a.mp4\"}], \"webrtc\": {\"enabled\": true}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void showsAProcessAsTheOriginalDoes() {
        api.post(CAM);

        JsonNode process = api.get("/api/v3/process/cam1").json();

        assertThat(process.propertyNames())
                .containsExactly(
                        "id", "type", "reference", "created_at", "updated_at", "config", "state", "report", "metadata");
        assertThat(process.path("created_at").asLong()).isEqualTo(1_700_000_000);
        assertThat(process.path("metadata").isNull()).isTrue();
        JsonNode state = process.path("state");
        assertThat(state.propertyNames())
                .containsExactly(
                        "order",
                        "exec",
                        "runtime_seconds",
                        "reconnect_seconds",
                        "last_logline",
                        "progress",
                        "memory_bytes",
                        "cpu_usage",
                        "warnings",
                        "command");
        assertThat(state.path("order").asString()).isEqualTo("start");
        assertThat(state.path("exec").asString()).isEqualTo("running");
        assertThat(state.path("runtime_seconds").asLong()).isEqualTo(12);
        assertThat(state.path("reconnect_seconds").asLong()).isEqualTo(-1);
        assertThat(api.get("/api/v3/process/cam1/state").body()).contains("\"cpu_usage\":12.500,");
        assertThat(process.path("report").path("log").path(0).toString()).isEqualTo("[\"7\",\"rtsp://10.0.0.5/1\"]");
        assertThat(process.path("report").path("history").isArray()).isTrue();
        assertThat(api.get("/api/v3/process/cam1/state").json()).isEqualTo(state);
        assertThat(api.get("/api/v3/process/cam1/report").json()).isEqualTo(process.path("report"));
        assertThat(api.get("/api/v3/process/cam1/config").json()).isEqualTo(process.path("config"));
    }

    @Test
    void showsThePartsThatAFilterNames() {
        api.post(CAM);

        assertThat(api.get("/api/v3/process/cam1?filter=state,metadata").json().propertyNames())
                .containsExactly("id", "type", "reference", "created_at", "updated_at", "state", "metadata");
        assertThat(api.get("/api/v3/process?filter=nothing").json().path(0).propertyNames())
                .containsExactly("id", "type", "reference", "created_at", "updated_at");
    }

    @Test
    void listsWhatIsAskedFor() {
        for (String[] one : new String[][] {{"cam:1", "hall"}, {"cam:2", "door"}, {"roof", "hall"}}) {
            api.post(
                    "{\"id\":\"%s\",\"reference\":\"%s\",\"input\":[{\"address\":\"a\"}],\"output\":[{\"address\":\"-\"}]}"
                            .formatted(one[0], one[1]));
        }

        assertThat(listed("")).containsExactly("cam:1", "cam:2", "roof");
        assertThat(listed("?id=roof,cam%3A1")).containsExactly("cam:1", "roof");
        assertThat(listed("?reference=hall")).containsExactly("cam:1", "roof");
        assertThat(listed("?reference=hall&id=cam:2")).containsExactly("cam:1", "roof");
        assertThat(listed("?idpattern=cam:*")).containsExactly("cam:1", "cam:2");
        assertThat(listed("?idpattern=cam:*&refpattern=h*")).containsExactly("cam:1");
        assertThat(listed("?idpattern=cam:*&reference=hall")).containsExactly("cam:1");
        assertThat(listed("?id=nobody")).isEmpty();
        assertError(api.get("/api/v3/process?idpattern=cam%5B"), 400, "Invalid pattern", "idpattern");
    }

    @Test
    void mergesAnUpdateIntoWhatThereIs() {
        api.post(CAM);

        Seen updated = api.json(
                "PUT",
                "/api/v3/process/cam1",
                "{\"webrtc\": {\"mode\": \"copy\"}, \"limits\": {\"memory_mbytes\": 7}}");

        assertThat(updated.status()).isEqualTo(200);
        JsonNode config = updated.json();
        assertThat(config.path("webrtc").path("mode").asString()).isEqualTo("copy");
        assertThat(config.path("webrtc").path("enabled").asBoolean()).isTrue();
        assertThat(config.path("webrtc").has("whip_ingest")).isTrue();
        assertThat(config.path("limits").path("memory_mbytes").asInt()).isEqualTo(7);
        assertThat(config.path("limits").path("cpu_usage").asDouble()).isEqualTo(12.5);
        assertThat(config.path("reference").asString()).isEqualTo("hall");
        assertThat(config.path("x-own").path("kept").asBoolean()).isTrue();
        assertThat(config.path("input").path(0).path("address").asString()).isEqualTo("rtsp://10.0.0.5/1");
        assertThat(api.get("/api/v3/process/cam1/config").json()).isEqualTo(config);
    }

    @Test
    void renamesByAnUpdate() {
        api.post(CAM);

        assertThat(api.json("PUT", "/api/v3/process/cam1", "{\"id\": \"cam2\"}").status())
                .isEqualTo(200);
        assertThat(api.get("/api/v3/process/cam1").status()).isEqualTo(404);
        assertThat(api.get("/api/v3/process/cam2").status()).isEqualTo(200);
        api.post(CAM);
        assertError(
                api.json("PUT", "/api/v3/process/cam1", "{\"id\": \"cam2\"}"),
                400,
                "Invalid process config",
                "id cam2 is that of another process");
    }

    @Test
    void commandsAndDeletesWithTheWordOk() {
        api.post(CAM);
        for (String command : List.of("stop", "start", "restart", "reload")) {
            Seen seen = api.json("PUT", "/api/v3/process/cam1/command", "{\"command\": \"%s\"}".formatted(command));
            assertThat(seen.status()).as(command).isEqualTo(200);
            assertThat(seen.body()).isEqualTo("\"OK\"");
        }

        Seen deleted = api.send(Ask.of("DELETE", "/api/v3/process/cam1"));

        assertThat(deleted.body()).isEqualTo("\"OK\"");
        assertThat(listed("")).isEmpty();
    }

    @Test
    void probesAndAnswers200AlsoForNobody() {
        api.post(CAM);

        JsonNode probe = api.get("/api/v3/process/cam1/probe").json();
        assertThat(probe.path("streams").path(0).toString())
                .isEqualTo(
                        "{\"url\":\"rtsp://10.0.0.5/1\",\"format\":\"rtsp\",\"index\":0,\"stream\":0,\"language\":\"und\","
                                + "\"type\":\"video\",\"codec\":\"h264\",\"coder\":\"h264\",\"bitrate_kbps\":2000,"
                                + "\"duration_sec\":0,\"fps\":25,\"pix_fmt\":\"yuv420p\",\"width\":1920,\"height\":1080,"
                                + "\"sampling_hz\":0,\"layout\":\"\",\"channels\":0}");
        Seen nobody = api.get("/api/v3/process/nobody/probe");
        assertThat(nobody.status()).isEqualTo(200);
        assertThat(nobody.body()).isEqualTo("{\"streams\":[],\"log\":[\"unknown process\"]}");
    }

    @Test
    void keepsMetadataOfProcessesAndOfTheServer() {
        api.post(CAM);
        String value = "{\"name\":\"Hall\",\"list\":[1,2.50,null]}";

        for (String path : List.of("/api/v3/process/cam1/metadata", "/api/v3/metadata")) {
            assertThat(api.get(path).body()).isEqualTo("null");
            assertError(api.get(path + "/restreamer-ui"), 404, "Unknown metadata key", "");
            Seen put = api.json("PUT", path + "/restreamer-ui", value);
            assertThat(put.status()).isEqualTo(200);
            assertThat(put.body()).isEqualTo(value);
            assertThat(api.get(path + "/restreamer-ui").body()).isEqualTo(value);
            assertThat(api.get(path).body()).isEqualTo("{\"restreamer-ui\":" + value + "}");
            assertThat(api.json("PUT", path + "/restreamer-ui", "null").body()).isEqualTo("null");
            assertThat(api.get(path).body()).isEqualTo("null");
        }
        assertError(api.get("/api/v3/process/nobody/metadata"), 404, "Unknown process ID", "unknown process");
        assertError(api.json("PUT", "/api/v3/process/nobody/metadata/k", "1"), 404, "Unknown process ID", "");
        assertError(api.json("PUT", "/api/v3/metadata/%20", "1"), 400, "Invalid key", "");
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of("", "the body is empty"),
                Arguments.of("nonsense", "line 1"),
                Arguments.of("[]", "the body must be a JSON object"),
                Arguments.of("{\"id\": 5}", "id must be a string"),
                Arguments.of("{\"id\": \"a\", \"id\": \"b\"}", "field id, line 1"),
                Arguments.of("{\"id\": \"../etc\"}", "id must have 1 to 200 characters"),
                Arguments.of("{\"id\": \"a b\"}", "id must have 1 to 200 characters"),
                Arguments.of("{\"id\": \"" + "x".repeat(201) + "\"}", "id must have 1 to 200 characters"),
                Arguments.of("{\"input\": {}}", "input must be an array of objects"),
                Arguments.of("{\"input\": [{\"address\": [1]}]}", "input[0].address must be a string"),
                Arguments.of("{\"input\": [{\"options\": \"-re\"}]}", "input[0].options must be an array"),
                Arguments.of("{\"output\": [{\"cleanup\": [{\"max_files\": -1}]}]}", "output[0].cleanup[0].max_files"),
                Arguments.of("{\"reconnect\": 1}", "reconnect must be true or false"),
                Arguments.of("{\"reconnect_delay_seconds\": -1}", "reconnect_delay_seconds must be a whole number"),
                Arguments.of("{\"stale_timeout_seconds\": 1e30}", "stale_timeout_seconds must be a whole number"),
                Arguments.of("{\"limits\": {\"cpu_usage\": 101}}", "limits.cpu_usage must be a number from 0 to 100"),
                Arguments.of("{\"webrtc\": {\"mode\": \"fast\"}}", "webrtc.mode must be auto, copy or transcode"),
                Arguments.of(
                        "{\"webrtc\": {\"video_pt\": 300}}", "webrtc.video_pt must be a whole number from 0 to 127"),
                Arguments.of("{\"a\":".repeat(100) + "1" + "}".repeat(100), "nested deeper than 64 levels"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void refusesABadBodyByTheNameOfTheFieldAndChangesNothing(String body, String detail) {
        assertError(api.post(body), 400, "Invalid JSON", detail);
        assertThat(listed("")).isEmpty();
        api.post(CAM);
        JsonNode before = api.get("/api/v3/process/cam1").json();

        assertError(api.json("PUT", "/api/v3/process/cam1", body), 400, "Invalid JSON", detail);

        assertThat(api.get("/api/v3/process/cam1").json()).isEqualTo(before);
        assertThat(api.runner.calls).containsExactly("add cam1", "start cam1");
    }

    static Stream<Arguments> badConfigs() {
        return Stream.of(
                Arguments.of("\"id\": \"..\"", "id must not be a dot or two"),
                Arguments.of("\"type\": \"gstreamer\"", "type must be ffmpeg"),
                Arguments.of("\"input\": []", "input needs at least one entry"),
                Arguments.of("\"output\": []", "output needs at least one entry"),
                Arguments.of("\"input\": [{\"address\": \" \"}]", "input[0].address must not be empty"),
                Arguments.of("\"input\": [{\"address\": \"a\\u0000b\"}]", "input[0].address must have at most"),
                Arguments.of("\"input\": [{\"address\": \"bad:x\"}]", "input[0].address is not allowed"),
                Arguments.of("\"options\": [\"a\\u0000\"]", "options[0] must not have a NUL"),
                Arguments.of(
                        "\"output\": [{\"id\": \"o\", \"address\": \"-\"}, {\"id\": \"o\", \"address\": \"-\"}]",
                        "output[1].id is that of another output"),
                Arguments.of("\"webrtc\": {\"video_pt\": 95}", "webrtc.video_pt must be from 96 to 127"),
                Arguments.of("\"webrtc\": {\"audio_pt\": 102}", "webrtc.audio_pt must differ"));
    }

    @ParameterizedTest
    @MethodSource("badConfigs")
    void refusesAConfigThatMakesNoSense(String field, String detail) {
        String name = field.substring(0, field.indexOf(':'));
        String[] good = {
            "\"id\": \"a\"", "\"input\": [{\"address\": \"a\"}]", "\"output\": [{\"address\": \"-\"}]",
        };
        String rest = String.join(
                ", ", Stream.of(good).filter(one -> !one.startsWith(name)).toList());

        assertError(api.post("{" + rest + ", " + field + "}"), 400, "Invalid process config", detail);
        assertThat(listed("")).isEmpty();
    }

    @Test
    void refusesBodiesThatAreTooLongOrNotSaidToBeJson() {
        assertError(api.post("\"" + "x".repeat(JsonBody.PROCESS_BYTES) + "\""), 413, "Request too large", "1048576");
        Ask form = Ask.of("POST", "/api/v3/process").body(CAM);
        assertError(api.send(form), 400, "Invalid JSON", "the Content-Type must be application/json");
        assertError(
                api.send(form.header("Content-Type", "text/plain")),
                400,
                "Invalid JSON",
                "the Content-Type must be application/json");
        assertThat(api.send(form.header("Content-Type", "application/json; charset=utf-8"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesAsTheOriginalDoes() {
        for (String part : List.of("", "/config", "/state", "/report", "/metadata", "/metadata/k")) {
            assertError(api.get("/api/v3/process/nobody" + part), 404, "Unknown process ID", "unknown process");
        }
        assertError(api.json("PUT", "/api/v3/process/nobody", "{}"), 404, "Unknown process ID", "unknown process");
        assertError(api.send(Ask.of("DELETE", "/api/v3/process/nobody")), 404, "Unknown process ID", "");
        assertError(
                api.json("PUT", "/api/v3/process/nobody/command", "{\"command\": \"start\"}"),
                400,
                "Command failed",
                "unknown process");
        assertError(
                api.json("PUT", "/api/v3/process/nobody/command", "{\"command\": \"fly\"}"),
                400,
                "Unknown command",
                "command must be");
        api.post(CAM);
        assertError(api.post(CAM), 400, "Invalid process config", "id cam1 is that of another process");
        api.runner.refusal = "2 processes run already";
        assertError(api.post(CAM.replace("cam1", "cam2")), 400, "Invalid process config", "2 processes run already");
    }

    @Test
    void saysSoWhenSomethingCannotBeKept() {
        api.post(CAM);
        api.store.full = true;

        for (Seen seen : List.of(
                api.post(CAM.replace("cam1", "cam2")),
                api.json("PUT", "/api/v3/process/cam1", "{\"reference\": \"x\"}"),
                api.json("PUT", "/api/v3/process/cam1/command", "{\"command\": \"stop\"}"),
                api.send(Ask.of("DELETE", "/api/v3/process/cam1")),
                api.json("PUT", "/api/v3/process/cam1/metadata/k", "1"),
                api.json("PUT", "/api/v3/metadata/k", "1"))) {
            assertError(seen, 500, "Internal Server Error", "the disk is full");
        }
        assertThat(api.runner.isRunning("cam1")).isTrue();
    }

    @Test
    void findsNothingUnderTricksWithPaths() {
        api.post(CAM);
        for (String path : List.of(
                "/api/v3/process/..%2fcam1",
                "/api/v3/process/cam1%00",
                "/api/v3/process/cam1/",
                "/api/v3/process//cam1",
                "/api/v3/process/cam1/config/x",
                "/api/v3/process/%2e%2e/cam1",
                "/api/v3/metadata/a/b",
                "/api/v3/../v3/process/cam1")) {
            Seen seen = api.get(path);
            assertThat(seen.status()).as(path).isIn(400, 404);
            assertThat(seen.json().path("code").asInt()).as(path).isEqualTo(seen.status());
        }
        assertThat(api.get("/api/v3/process/%63am1").status()).isEqualTo(200);
    }

    @Test
    void answersWrongMethodsInTheFormOfTheApi() {
        Seen seen = api.send(Ask.of("PATCH", "/api/v3/process/cam1"));

        assertError(seen, 405, "Method Not Allowed", "");
        assertThat(seen.header("Allow")).contains("GET, HEAD, PUT, DELETE, OPTIONS");
    }

    @Test
    void compressesLongAnswersForClientsThatTakeIt() {
        api.post(CAM);
        Ask ask = Ask.of("GET", "/api/v3/process").header("Accept-Encoding", "gzip");

        assertThat(api.send(ask).header("Content-Encoding")).contains("gzip");
        assertThat(api.get("/api/v3/process").header("Content-Encoding")).isEmpty();
        assertThat(api.send(ask).header("Vary")).isPresent();
    }

    private List<String> listed(String query) {
        return api.get("/api/v3/process" + query)
                .json()
                .valueStream()
                .map(process -> process.path("id").asString())
                .toList();
    }

    private static void assertError(Seen seen, int code, String message, String detail) {
        assertThat(seen.status()).as(seen.body()).isEqualTo(code);
        assertThat(seen.header("Content-Type")).contains("application/json");
        JsonNode error = seen.json();
        assertThat(error.propertyNames()).containsExactly("code", "message", "details");
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("message").asString()).isEqualTo(message);
        assertThat(error.path("details").valueStream().map(JsonNode::asString)).anyMatch(line -> line.contains(detail));
    }
}
