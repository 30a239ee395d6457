package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.Seen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The calls that known clients of the original make, in their order, with what each of them looks at. */
final class ClientsOfTheOriginalTest {
    private static final String LOGIN = "{\"username\": \"admin\", \"password\": \"a long password\"}";

    @TempDir
    private Path folder;

    private ApiServer server;

    @BeforeEach
    void start() {
        server = new ApiServer(
                folder,
                Map.of(
                        ConfigKey.API_AUTH_ENABLE, "true",
                        ConfigKey.API_AUTH_USERNAME, "admin",
                        ConfigKey.API_AUTH_PASSWORD, "a long password",
                        ConfigKey.API_AUTH_JWT_SECRET, "a secret of the test that is long enough"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** core-client-go: who is it, log in, work; after a 401 refresh, and when that fails log in again. */
    @Test
    void servesTheClientInGo() {
        JsonNode stranger = server.read("/api");
        assertThat(stranger.path("app").asString()).isEqualTo("datarhei-core");
        assertThat(stranger.path("auths").valueStream().map(JsonNode::asString)).containsExactly("localjwt");
        assertThat(stranger.path("version").path("number").asString()).isEqualTo("16.0.0");
        assertThat(stranger.has("id")).isFalse();

        JsonNode tokens = server.json("POST", "/api/login", LOGIN).json();
        String refresh = tokens.path("refresh_token").asString();
        server.bearer(tokens.path("access_token").asString());
        JsonNode about = server.read("/api");
        assertThat(about.path("id").asString()).isNotEmpty();
        assertThat(about.path("variant").asString()).isEqualTo("dragonfork");
        assertThat(about.path("fork").asString()).isEqualTo("Datarhei — Dragon Fork");
        assertThat(isAtLeast(about.path("version").path("number").asString(), 16, 7, 2))
                .isTrue();

        server.bearer("worn.out.token");
        assertThat(server.get("/api/v3/process").status()).isEqualTo(401);
        server.bearer(refresh);
        JsonNode refreshed = server.read("/api/login/refresh");
        assertThat(refreshed.has("refresh_token")).isFalse();
        server.bearer("worn.out.token");
        assertThat(server.get("/api/login/refresh").status()).isEqualTo(401);
        server.bearer("");
        server.bearer(server.json("POST", "/api/login", LOGIN)
                .json()
                .path("access_token")
                .asString());

        JsonNode added = server.json("POST", "/api/v3/process", Processes.idle("go", false))
                .json();
        assertThat(server.json("PUT", "/api/v3/process/go", added.toString()).json())
                .isEqualTo(added);
        assertThat(server.read("/api/v3/process?filter=config,state,report,metadata&id=go")
                        .size())
                .isEqualTo(1);
        assertThat(server.json("PUT", "/api/v3/process/go/metadata/own", "{\"a\": 1}")
                        .status())
                .isEqualTo(200);
        assertThat(server.read("/api/v3/process/go/metadata/own").path("a").asInt())
                .isEqualTo(1);
        server.command("go", "start");
        server.awaitState("go", "running");
        server.command("go", "stop");
        Seen deleted = server.send(Ask.of("DELETE", "/api/v3/process/go"));
        assertThat(deleted.json().asString()).isEqualTo("OK");
        assertThat(server.get("/api/v3/process/go").json().path("code").asInt()).isEqualTo(404);
    }

    /** core-client-python: its models have these fields; of an error it reads code, message and details. */
    @Test
    void servesTheClientInPython() {
        assertThat(server.read("/api").path("version").path("number").isString())
                .isTrue();
        server.bearer(server.json("POST", "/api/login", LOGIN)
                .json()
                .path("access_token")
                .asString());
        JsonNode version = server.read("/api").path("version");
        for (String name :
                new String[] {"number", "repository_commit", "repository_branch", "build_date", "arch", "compiler"}) {
            assertThat(version.path(name).isString()).as(name).isTrue();
        }

        server.json("POST", "/api/v3/process", Processes.idle("py", true));
        server.awaitState("py", "running");
        JsonNode process = server.read("/api/v3/process/py");
        assertThat(process.path("state").path("runtime_seconds").isIntegralNumber())
                .isTrue();
        assertThat(process.path("state").path("command").isArray()).isTrue();
        assertThat(process.path("report").path("log").isArray()).isTrue();
        JsonNode error = server.json("PUT", "/api/v3/process/py/command", "{\"command\": \"jump\"}")
                .json();
        assertThat(error.path("code").asInt()).isEqualTo(400);
        assertThat(error.path("message").isString()).isTrue();
        assertThat(error.path("details").isArray()).isTrue();
        assertThat(server.read("/api/v3/log").isArray()).isTrue();
        assertThat(server.read("/api/v3/config").path("config").isObject()).isTrue();
    }

    /** Restreamer UI: looks at version and login, keeps its own document, then makes a channel and polls it. */
    @Test
    void servesTheUserInterface() {
        assertThat(server.read("/api").path("auths").path(0).asString()).isEqualTo("localjwt");
        server.bearer(server.json("POST", "/api/login", LOGIN)
                .json()
                .path("access_token")
                .asString());
        assertThat(isAtLeast(server.read("/api").path("version").path("number").asString(), 16, 11, 0))
                .isTrue();
        assertThat(server.read("/api/v3/config").path("overrides").isArray()).isTrue();
        assertThat(server.read("/api/v3/skills").path("ffmpeg").path("version").asString())
                .matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(server.get("/api/v3/metadata/restreamer-ui").status()).isEqualTo(404);
        String own = "{\"version\": \"1.14.0\", \"bundle\": {\"name\": \"restreamer\"}}";
        assertThat(server.json("PUT", "/api/v3/metadata/restreamer-ui", own).status())
                .isEqualTo(200);
        assertThat(server.read("/api/v3/metadata/restreamer-ui")
                        .path("bundle")
                        .path("name")
                        .asString())
                .isEqualTo("restreamer");

        String id = "restreamer-ui:ingest:0c9a-42";
        String path = "/api/v3/process/restreamer-ui%3Aingest%3A0c9a-42";
        assertThat(server.get(path).status()).isEqualTo(404);
        server.json("POST", "/api/v3/process", Processes.idle(id, true));
        server.json("PUT", path + "/metadata/restreamer-ui", "{\"meta\": {\"name\": \"Hall\"}}");
        assertThat(server.read("/api/v3/process?idpattern=restreamer-ui%3Aingest%3A*&filter=metadata")
                        .path(0)
                        .path("metadata")
                        .path("restreamer-ui")
                        .path("meta")
                        .path("name")
                        .asString())
                .isEqualTo("Hall");
        org.dragonfork.server.ffmpeg.Await.until("the channel counts as connected", ApiServer.PATIENCE, () -> {
            JsonNode state = server.read(path + "/state");
            return state.path("exec").asString().equals("running")
                    && state.path("progress").path("fps").asDouble() > 0;
        });
        assertThat(server.read(path + "/report").path("prelude").isArray()).isTrue();
        assertThat(server.json("PUT", path, Processes.idle(id, true).replace("64x64", "96x96"))
                        .status())
                .isEqualTo(200);
        assertThat(server.read(path + "/metadata/restreamer-ui")
                        .path("meta")
                        .path("name")
                        .asString())
                .isEqualTo("Hall");
        server.command("restreamer-ui%3Aingest%3A0c9a-42", "restart");
        showsWhatTheUiPolls(server);
        assertThat(server.send(Ask.of("DELETE", path)).status()).isEqualTo(200);
    }

    private static void showsWhatTheUiPolls(ApiServer server) {
        JsonNode resources = server.json("POST", "/api/v3/metrics", """
                        {"timerange_sec": 0, "interval_sec": 0, "metrics": [{"name": "cpu_ncpu"}, {"name": "cpu_idle"},
                         {"name": "mem_total"}, {"name": "mem_free"}, {"name": "disk_total"}, {"name": "uptime_uptime"}]}
                        """).json().path("metrics");
        assertThat(resources.size()).isEqualTo(6);
        resources
                .values()
                .forEach(metric -> assertThat(
                                metric.path("values").path(0).path(1).isNumber())
                        .as(metric.toString())
                        .isTrue());
        assertThat(server.read("/api/v3/session/active").isObject()).isTrue();
        assertThat(server.read("/api/v3/fs/disk").isArray()).isTrue();
        assertThat(server.read("/api/v3/rtmp").isArray()).isTrue();
        assertThat(server.read("/api/v3/srt").isObject()).isTrue();
        assertThat(server.read("/api/v3/log").isArray()).isTrue();
        assertThat(server.read("/api/v3/config").path("config").isObject()).isTrue();
        assertThat(server.read("/api/v3/skills").path("ffmpeg").path("version").asString())
                .isNotEmpty();
    }

    /** What a caret before a version asks for. */
    private static boolean isAtLeast(String version, int major, int minor, int patch) {
        String[] parts = version.split("\\.", -1);
        int[] numbers = {Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])};
        return numbers[0] == major && (numbers[1] > minor || (numbers[1] == minor && numbers[2] >= patch));
    }
}
