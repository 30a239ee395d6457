package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.app.LoginAuthority;
import org.dragonfork.server.config.AuthConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Login, refresh and viewer tokens over a socket. */
class LoginTest {
    private static final Duration DELAY = Duration.ofMillis(400);

    private final Authority authority = LoginAuthority.of(
                    new AuthConfig(true, false, "admin", "letmein", "0123456789abcdef"), InstantSource.system())
            .orElseThrow();

    private final EdgeFixture edge = EdgeFixture.started(
            options -> options.withAccess(
                    AccessOptions.withoutLogin().with(authority).behind(address -> address.isLoopbackAddress())),
            List.of(new LoginRoutes(authority, DELAY)));

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void rightPasswordGetsTokensThatWork() {
        Seen login = login("{\"username\":\"admin\",\"password\":\"letmein\"}");

        assertThat(login.status()).isEqualTo(200);
        String access = login.json().path("access_token").asString();
        String refresh = login.json().path("refresh_token").asString();
        assertThat(streams(access).status()).isEqualTo(200);
        assertThat(streams(refresh).status()).isEqualTo(401);

        Seen renewed = send("GET", "/api/login/refresh", refresh, "");
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(streams(renewed.json().path("access_token").asString()).status())
                .isEqualTo(200);
    }

    @Test
    void onlyARefreshTokenRefreshes() {
        Authority.LoginTokens tokens = authority.login("admin", "letmein").orElseThrow();
        String viewer = authority.viewer(new StreamId("cam"), Duration.ofMinutes(1));

        for (String token : List.of(tokens.accessToken(), viewer, "a.b.c", "")) {
            Seen seen = send("GET", "/api/login/refresh", token, "");
            assertThat(seen.status()).isEqualTo(401);
            assertThat(seen.body()).doesNotContain("access_token");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"username\":\"admin\",\"password\":\"letmein!\"}",
                "{\"username\":\"root\",\"password\":\"letmein\"}",
                "{\"username\":\"admin\"}",
                "{\"username\":\"admin\",\"password\":[\"letmein\"]}",
                "{\"username\":\"admin\",\"password\":\"x\",\"password\":\"letmein\"}",
                "not json",
                "",
            })
    void anythingElseIsAnsweredLate(String body) {
        long start = System.nanoTime();
        Seen seen = login(body);

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(DELAY.toNanos());
        assertThat(seen.status()).isEqualTo(body.contains("\"letmein!\"") || body.contains("root") ? 401 : 400);
        assertThat(seen.json().path("code").asInt()).isEqualTo(seen.status());
    }

    @Test
    void guessingIsBoundedAndDoesNotKeepOthersOut() throws InterruptedException, ExecutionException {
        int tries = 40;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Seen> guess = () -> login("{\"username\":\"admin\",\"password\":\"guess\"}");
            List<Future<Seen>> guesses = java.util.stream.Stream.generate(() -> threads.submit(guess))
                    .limit(tries)
                    .toList();
            int late = 0;
            for (Future<Seen> done : guesses) {
                Seen seen = done.get();
                assertThat(seen.status()).isIn(401, 429);
                late += seen.status() == 401 ? 1 : 0;
            }
            assertThat(late).isBetween(10, 12);
        }
        Seen blocked = login("{\"username\":\"admin\",\"password\":\"letmein\"}");
        assertThat(blocked.status()).isEqualTo(429);
        assertThat(blocked.header("Retry-After")).isPresent();
        Ask elsewhere =
                ask("{\"username\":\"admin\",\"password\":\"letmein\"}").header("X-Forwarded-For", "203.0.113.9");
        assertThat(edge.raw().send(elsewhere).status()).isEqualTo(200);
    }

    private Seen streams(String token) {
        return send("GET", "/api/v3/webrtc/streams", token, "");
    }

    private Seen send(String method, String path, String token, String body) {
        return edge.raw()
                .send(Ask.of(method, path)
                        .header("Authorization", "Bearer " + token)
                        .body(body));
    }

    private Seen login(String body) {
        return edge.raw().send(ask(body));
    }

    private static Ask ask(String body) {
        return Ask.of("POST", "/api/login")
                .header("Content-Type", "application/json")
                .body(body);
    }
}
