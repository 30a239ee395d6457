package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.Seen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a whole server tells about itself, every answer held against the document of the API. */
final class ServerViewsOfAServerTest {
    private static final List<String> PATHS = List.of(
            "/api/v3/metrics",
            "/api/v3/session",
            "/api/v3/session/active",
            "/api/v3/rtmp",
            "/api/v3/srt",
            "/api/v3/fs",
            "/api/v3/fs/disk",
            "/api/v3/webrtc/streams");

    @TempDir
    Path folder;

    @Test
    void tellsWhatItDoesAsTheDocumentSays() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/a.txt"), "text");
        try (ApiServer server = new ApiServer(folder, Map.of())) {
            server.json("POST", "/api/v3/process", Processes.watched("cam"));
            Await.until("the stream is live and measured", ApiServer.PATIENCE, () -> {
                JsonNode streams = server.read("/api/v3/webrtc/streams");
                return streams.size() == 1
                        && streams.get(0).path("state").asString().equals("live")
                        && streams.get(0)
                                        .path("legs")
                                        .get(0)
                                        .path("packets_per_second")
                                        .asDouble(0)
                                > 0
                        && !streams.get(0)
                                .path("legs")
                                .get(0)
                                .path("seconds_since_last_key_frame")
                                .isNull();
            });

            PATHS.forEach(server::read);
            assertThat(server.read("/api/v3/webrtc/streams/cam/peers")).isEmpty();
            assertThat(server.send(Ask.of("DELETE", "/api/v3/webrtc/streams/cam/peers/0123456789ab"))
                            .status())
                    .isEqualTo(404);
            assertThat(server.read("/api/v3/fs/disk?glob=/*.txt")
                            .get(0)
                            .path("name")
                            .asString())
                    .isEqualTo("/a.txt");
            assertThat(server.get("/api/v3/fs/disk/b.txt").status()).isEqualTo(404);
            assertThat(server.get("/api/v3/fs/mem").status()).isEqualTo(404);
            Seen values = server.json(
                    "POST",
                    "/api/v3/metrics",
                    "{\"metrics\":[{\"name\":\"restream_process\",\"labels\":{\"processid\":\"^cam$\","
                            + "\"name\":\"uptime\"}},{\"name\":\"mem_total\"},{\"name\":\"cpu_ncpu\"}]}");
            assertThat(values.status()).isEqualTo(200);
            assertThat(values.json().path("metrics")).hasSize(3);
            assertThat(server.json("POST", "/api/v3/metrics", "{\"metrics\":1}").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void tellsNothingToWhomItDoesNotKnow() {
        Map<ConfigKey, String> login = Map.of(
                ConfigKey.API_AUTH_ENABLE, "true",
                ConfigKey.API_AUTH_USERNAME, "admin",
                ConfigKey.API_AUTH_PASSWORD, "correct horse battery");
        try (ApiServer server = new ApiServer(folder, login)) {
            for (String path : PATHS) {
                assertThat(server.get(path).status()).as(path).isEqualTo(401);
            }
            assertThat(server.get("/api/v3/webrtc/streams/cam/peers").status()).isEqualTo(401);
            assertThat(server.send(Ask.of("DELETE", "/api/v3/webrtc/streams/cam/peers/0123456789ab"))
                            .status())
                    .isEqualTo(401);
            assertThat(server.json("POST", "/api/v3/metrics", "{}").status()).isEqualTo(401);
        }
    }
}
