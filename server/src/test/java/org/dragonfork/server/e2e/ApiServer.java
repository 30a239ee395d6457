package org.dragonfork.server.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.dragonfork.server.app.Application;
import org.dragonfork.server.app.OpenedApplication;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.RealFfmpeg;
import org.dragonfork.server.http.ApiContract;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.RawHttp;
import org.dragonfork.server.http.Seen;
import org.dragonfork.testkit.RecordingObserver;
import tools.jackson.databind.JsonNode;

/** A whole server that keeps its processes in a folder, asked over a socket; every answer is held against the document. */
final class ApiServer implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ApiContract CONTRACT = new ApiContract();

    final RecordingObserver events = new RecordingObserver();
    private final Map<ConfigKey, String> settings;
    private Application application;
    private String token = "";

    ApiServer(Path folder, Map<ConfigKey, String> more) {
        settings = new EnumMap<>(ConfigKey.class);
        settings.put(ConfigKey.DB_DIR, folder.resolve("config").toString());
        settings.put(ConfigKey.STORAGE_DISK_DIR, folder.resolve("data").toString());
        settings.putAll(more);
        application = start();
    }

    private Application start() {
        try {
            return OpenedApplication.startKeeping(
                    LiveServer.config(new HashMap<>(settings)), RealFfmpeg.find(), events);
        } catch (StartFailure e) {
            throw new AssertionError(e.line(), e);
        }
    }

    /** Ends the server and starts another one on what it kept. */
    void restart() {
        application.close();
        application = start();
    }

    Application application() {
        return application;
    }

    /** Sends this token from now on, empty for none. */
    void bearer(String bearer) {
        token = bearer;
    }

    Seen send(Ask ask) {
        Ask asked = token.isEmpty() ? ask : ask.header("Authorization", "Bearer " + token);
        return CONTRACT.check(ask.method(), ask.path(), new RawHttp(application.httpPort()).send(asked));
    }

    Seen get(String path) {
        return send(Ask.of("GET", path));
    }

    Seen json(String method, String path, String body) {
        return send(
                Ask.of(method, path).header("Content-Type", "application/json").body(body));
    }

    /** The answer to a GET that must succeed. */
    JsonNode read(String path) {
        Seen seen = get(path);
        if (seen.status() != 200) {
            throw new AssertionError("GET " + path + " answers " + seen.status() + ": " + seen.body());
        }
        return seen.json();
    }

    void command(String id, String command) {
        Seen seen = json("PUT", "/api/v3/process/" + id + "/command", "{\"command\": \"" + command + "\"}");
        if (seen.status() != 200) {
            throw new AssertionError(command + " " + id + " answers " + seen.status() + ": " + seen.body());
        }
    }

    void awaitState(String id, String state) {
        Await.until(
                id + " is " + state,
                PATIENCE,
                () -> read("/api/v3/process/" + id + "/state")
                        .path("exec")
                        .asString()
                        .equals(state));
    }

    @Override
    public void close() {
        application.close();
    }
}
