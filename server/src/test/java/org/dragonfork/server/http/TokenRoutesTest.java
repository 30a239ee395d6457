package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.app.LoginAuthority;
import org.dragonfork.server.config.AuthConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Viewer tokens, from their issue to their use, over a socket. */
class TokenRoutesTest {
    private final Authority authority = LoginAuthority.of(
                    new AuthConfig(true, false, "admin", "letmein", "0123456789abcdef"), InstantSource.system())
            .orElseThrow();

    @Test
    void issuedTokenWatchesItsStreamOnly() {
        try (EdgeFixture edge = edge(Optional.of(authority))) {
            Seen issued = edge.raw().send(ask("{\"lifetime_seconds\": 60}"));

            assertThat(issued.status()).isEqualTo(200);
            assertThat(issued.json().path("lifetime_seconds").asInt()).isEqualTo(60);
            assertThat(issued.json().path("whep_url").asString()).isEqualTo("/api/v3/whep/cam1");
            String token = issued.json().path("token").asString();
            assertThat(authority.read(token)).isEqualTo(new Bearer.Viewer(new StreamId("cam1")));
            assertThat(edge.raw()
                            .send(Ask.offer("cam1").header("Authorization", "Bearer " + token))
                            .status())
                    .isEqualTo(201);
            assertThat(edge.raw()
                            .send(ask("").header("Authorization", "Bearer " + token))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void hourIsUsual() {
        try (EdgeFixture edge = edge(Optional.of(authority))) {
            assertThat(edge.raw().send(ask("")).json().path("lifetime_seconds").asInt())
                    .isEqualTo(3_600);
            assertThat(edge.raw()
                            .send(ask("{}"))
                            .json()
                            .path("lifetime_seconds")
                            .asInt())
                    .isEqualTo(3_600);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"lifetime_seconds\": 0}",
                "{\"lifetime_seconds\": 86401}",
                "{\"lifetime_seconds\": -5}",
                "{\"lifetime_seconds\": 1.5}",
                "{\"lifetime_seconds\": \"60\"}",
                "[]",
                "nonsense",
            })
    void lifetimeIsBounded(String body) {
        try (EdgeFixture edge = edge(Optional.of(authority))) {
            Seen seen = edge.raw().send(ask(body));

            assertThat(seen.status()).isEqualTo(400);
            assertThat(seen.reason()).isEqualTo("malformed");
            assertThat(seen.body()).doesNotContain("\"token\"");
        }
    }

    @Test
    void withoutALoginThereAreNoTokens() {
        try (EdgeFixture edge = edge(Optional.empty())) {
            Seen seen = edge.raw().send(ask(""));

            assertThat(seen.status()).isEqualTo(409);
            assertThat(seen.reason()).isEqualTo("no_login");
        }
    }

    private Ask ask(String body) {
        return Ask.of("POST", "/api/v3/webrtc/streams/cam1/token")
                .header(
                        "Authorization",
                        "Bearer "
                                + authority
                                        .login("admin", "letmein")
                                        .orElseThrow()
                                        .accessToken())
                .body(body);
    }

    private static EdgeFixture edge(Optional<Authority> login) {
        AccessOptions access = new AccessOptions(login, false, false, _ -> true, _ -> false, _ -> false);
        var whep = new FakeWhep();
        return EdgeFixture.started(
                options -> options.withAccess(access), List.of(new TokenRoutes(login, whep, InstantSource.system())));
    }
}
