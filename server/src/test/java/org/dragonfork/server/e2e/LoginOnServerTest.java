package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.http.Ask;
import org.dragonfork.server.http.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole server with a login, as clients of the original meet it. */
class LoginOnServerTest {
    private static LiveServer server;

    @BeforeAll
    static void start() {
        server = LiveServer.start(Map.of(
                ConfigKey.ID, "door-server",
                ConfigKey.API_AUTH_ENABLE, "true",
                ConfigKey.API_AUTH_USERNAME, "admin",
                ConfigKey.API_AUTH_PASSWORD, "pa55word",
                ConfigKey.API_AUTH_JWT_SECRET, "s3cret-s3cret-s3cret"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void strangerLearnsThatThereIsALoginAndNothingElse() {
        Seen about = server.send(Ask.of("GET", "/api"));

        assertThat(about.status()).isEqualTo(200);
        assertThat(about.json().path("app").asString()).isEqualTo("datarhei-core");
        assertThat(about.json().path("auths").toString()).isEqualTo("[\"localjwt\"]");
        assertThat(about.json().path("version").toString()).isEqualTo("{\"number\":\"16.0.0\"}");
        assertThat(about.body()).doesNotContain("door-server", "dragonfork", "id");
        for (String path :
                new String[] {"/api/v3/config", "/api/v3/log", "/api/v3/webrtc/streams", "/api/v3/process"}) {
            assertThat(server.send(Ask.of("GET", path)).status()).as(path).isEqualTo(401);
        }
    }

    @Test
    void whoLogsInLearnsWhoThisIs() {
        Seen about = asAdmin("GET", "/api");

        assertThat(about.json().path("id").asString()).isEqualTo("door-server");
        assertThat(about.json().path("name").asString()).isNotEmpty();
        assertThat(about.json().path("variant").asString()).isEqualTo("dragonfork");
        assertThat(about.json().path("fork").asString()).isEqualTo("Datarhei — Dragon Fork");
        assertThat(about.json().path("version").path("number").asString()).isEqualTo("16.16.0");
        assertThat(about.json().path("uptime_seconds").isIntegralNumber()).isTrue();
        assertThat(about.json().path("created_at").asString()).endsWith("Z");
    }

    @Test
    void configurationIsShownWithoutSecretsAndCannotBeChanged() {
        Seen config = asAdmin("GET", "/api/v3/config");

        assertThat(config.status()).isEqualTo(200);
        assertThat(config.body()).doesNotContain("pa55word", "s3cret");
        for (String field : new String[] {"created_at", "loaded_at", "updated_at", "config", "overrides"}) {
            assertThat(config.json().has(field)).as(field).isTrue();
        }
        assertThat(asAdmin("PUT", "/api/v3/config").status()).isEqualTo(501);
        assertThat(asAdmin("GET", "/api/v3/config/reload").status()).isEqualTo(501);
    }

    @Test
    void logIsThereInBothForms() {
        for (String format : new String[] {"", "?format=console", "?format=raw"}) {
            Seen log = asAdmin("GET", "/api/v3/log" + format);
            assertThat(log.status()).isEqualTo(200);
            assertThat(log.json().isArray()).isTrue();
            assertThat(log.body()).doesNotContain("pa55word", "s3cret");
        }
    }

    @Test
    void tokenForAStreamThatIsNotThereIsNotIssued() {
        assertThat(asAdmin("POST", "/api/v3/webrtc/streams/none/token").status())
                .isEqualTo(404);
    }

    private static Seen asAdmin(String method, String path) {
        Seen login = server.send(Ask.of("POST", "/api/login")
                .header("Content-Type", "application/json")
                .body("{\"username\":\"admin\",\"password\":\"pa55word\"}"));
        assertThat(login.status()).isEqualTo(200);
        String token = login.json().path("access_token").asString();
        return server.send(Ask.of(method, path).header("Authorization", "Bearer " + token));
    }
}
