package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.app.LoginAuthority;
import org.dragonfork.server.auth.Credentials;
import org.dragonfork.server.auth.Forged;
import org.dragonfork.server.config.AuthConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every path of the API with every method and every bad token, over a socket, with routes behind the gate that would answer
 * all of them: a route that is added later is covered as it is.
 */
class AccessWalkTest {
    private static final String SESSION = "0123456789abcdef0123456789abcdef";

    /** What the rules name, and what they do not. */
    private static final List<String> PATHS = List.of(
            "/api/v3",
            "/api/v3/",
            "/api/v3/process",
            "/api/v3/process/cam",
            "/api/v3/process/cam/config",
            "/api/v3/process/cam/command",
            "/api/v3/process/cam/probe",
            "/api/v3/process/cam/metadata/key",
            "/api/v3/metadata/key",
            "/api/v3/skills/reload",
            "/api/v3/config",
            "/api/v3/config/reload",
            "/api/v3/log",
            "/api/v3/metrics",
            "/api/v3/fs/disk/a/b/c",
            "/api/v3/webrtc/streams",
            "/api/v3/webrtc/streams/cam/peers",
            "/api/v3/webrtc/streams/cam/peers/" + SESSION,
            "/api/v3/webrtc/streams/cam/token",
            "/api/v3/whep/cam",
            "/api/v3/whep/cam/" + SESSION,
            "/api/v3/whep/cam/" + SESSION + "/more",
            "/api/v3/not/yet/thought/of",
            "/api/v4/process",
            "/api/graph/query",
            "/api/v3/%70rocess",
            "/api/v3/process%2Fcam",
            "/api/v3/whep/..%2Fprocess",
            "/api/./v3/process",
            "/api/login/../v3/process",
            "/api/swagger2");

    private final Instant now = InstantSource.system().instant();

    private final Authority authority = LoginAuthority.of(
                    new AuthConfig(true, false, "admin", "letmein", "0123456789abcdef"), InstantSource.system())
            .orElseThrow();

    private final Reached reached = new Reached();

    private final EdgeFixture edge = EdgeFixture.started(
            options -> options.withAccess(
                    AccessOptions.withoutLogin().with(authority).withPublic(new StreamId("open")::equals)),
            List.of(reached));

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void badTokensOpenNothing() {
        Map<String, List<Header>> bad = new LinkedHashMap<>();
        Forged.tokens(new Credentials("admin", "letmein", "0123456789abcdef"), now)
                .forEach((what, token) -> bad.put(what, bearer(token)));
        LoginTokensOf tokens = new LoginTokensOf(authority);
        bad.put("no token", List.of());
        bad.put("refresh token", bearer(tokens.refresh()));
        bad.put("viewer of another stream", bearer(authority.viewer(new StreamId("other"), Duration.ofMinutes(1))));
        bad.put("login of the wrong kind", List.of(new Header("Authorization", "Basic YWRtaW46bGV0bWVpbg==")));
        bad.put("cookie", List.of(new Header("Cookie", "token=" + tokens.access())));

        bad.forEach((what, headers) -> {
            for (String path : PATHS) {
                for (String method : Reached.METHODS) {
                    Seen seen = send(method, path, headers);
                    assertThat(seen.status())
                            .as(method + " " + path + " with " + what)
                            .isIn(what.equals("viewer of another stream") ? List.of(401, 403) : List.of(401));
                    assertThat(seen.header("WWW-Authenticate"))
                            .hasValueSatisfying(
                                    challenge -> assertThat(challenge).startsWith("Bearer realm="));
                }
            }
        });
        assertThat(reached.requests).isEmpty();
    }

    @Test
    void tokenInTheQueryOpensNothing() {
        String token = new LoginTokensOf(authority).access();

        assertThat(send("GET", "/api/v3/process?token=" + token + "&access_token=" + token, List.of())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void accessTokenOpensEverything() {
        List<Header> admin = bearer(new LoginTokensOf(authority).access());
        for (String path : PATHS) {
            for (String method : Reached.METHODS) {
                assertThat(send(method, path, admin).status()).as(path).isEqualTo(200);
            }
        }
        assertThat(reached.requests).hasSize(PATHS.size() * Reached.METHODS.size());
    }

    @Test
    void viewerTokenOpensItsStreamAndNothingElse() {
        List<Header> viewer = bearer(authority.viewer(new StreamId("cam"), Duration.ofMinutes(1)));
        List<String> open = new ArrayList<>();
        for (String path : PATHS) {
            for (String method : Reached.METHODS) {
                if (send(method, path, viewer).status() == 200) {
                    open.add(path);
                }
            }
        }

        assertThat(open).containsOnly("/api/v3/whep/cam", "/api/v3/whep/cam/" + SESSION);
        assertThat(send("GET", "/api/v3/whep/c%61m", viewer).status()).isEqualTo(200);
        Seen foreign = send("GET", "/api/v3/whep/other", viewer);
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.reason()).isEqualTo("forbidden");
        assertThat(foreign.header("WWW-Authenticate").orElse("")).contains("insufficient_scope");
    }

    @Test
    void publicStreamNeedsNoTokenAndItsNeighbourDoes() {
        assertThat(send("POST", "/api/v3/whep/open", List.of()).status()).isEqualTo(200);
        assertThat(send("POST", "/api/v3/whep/open/" + SESSION, List.of()).status())
                .isEqualTo(200);
        assertThat(send("POST", "/api/v3/whep/opens", List.of()).status()).isEqualTo(401);
        assertThat(send("GET", "/api/v3/webrtc/streams/open/peers", List.of()).status())
                .isEqualTo(401);
    }

    @Test
    void refusalSaysWhyInTheFormOfThePath() {
        Seen none = send("POST", "/api/v3/whep/cam", List.of());
        assertThat(none.header("Content-Type")).contains("application/problem+json");
        assertThat(none.reason()).isEqualTo("unauthorized");
        assertThat(none.header("WWW-Authenticate")).contains("Bearer realm=\"dragonfork\"");
        assertThat(none.header("Access-Control-Allow-Origin")).contains("*");

        Seen wrong = send("POST", "/api/v3/whep/cam", bearer("a.b.c"));
        assertThat(wrong.header("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");

        Seen plain = send("POST", "/api/v3/whep/cam", List.of(new Header("Accept", "text/plain")));
        assertThat(plain.body()).startsWith("webrtc: a login is needed");

        Seen api = send("GET", "/api/v3/process", List.of());
        assertThat(api.json().path("code").asInt()).isEqualTo(401);
        assertThat(api.json().path("message").asString()).isEqualTo("Unauthorized");
    }

    @Test
    void preflightNeedsNoTokenAndAnyOtherOptionsDoes() {
        List<Header> preflight = List.of(
                new Header("Origin", "https://example.org"), new Header("Access-Control-Request-Method", "POST"));

        assertThat(send("OPTIONS", "/api/v3/whep/cam", preflight).status()).isEqualTo(200);
        assertThat(send("OPTIONS", "/api/v3/whep/cam", List.of()).status()).isEqualTo(401);
    }

    @Test
    void programsOnThisMachineNeedNoTokenWhereTheyAreTrusted() {
        try (EdgeFixture trusting = EdgeFixture.started(
                options -> options.withAccess(
                        AccessOptions.withoutLogin().with(authority).trustingLocalhost()),
                List.of(reached))) {
            Ask ask = Ask.of("POST", "/api/v3/process");

            assertThat(trusting.raw().send(ask).status()).isEqualTo(200);
            for (Header strange : List.of(
                    new Header("X-Forwarded-For", "127.0.0.1"),
                    new Header("Origin", "https://evil.example"),
                    new Header("Sec-Fetch-Site", "cross-site"),
                    new Header("Host", "evil.example"))) {
                assertThat(trusting.raw()
                                .send(ask.header(strange.name(), strange.value()))
                                .status())
                        .as(strange.name())
                        .isEqualTo(401);
            }
        }
        assertThat(reached.requests).hasSize(1);
    }

    @Test
    void whatIsNoApiNeedsNoToken() {
        for (String path : List.of("/ping", "/livez", "/readyz", "/", "/whep-player.html")) {
            assertThat(send("GET", path, List.of()).status()).as(path).isEqualTo(200);
        }
    }

    private Seen send(String method, String path, List<Header> headers) {
        return edge.raw().send(new Ask(method, path, headers, ""));
    }

    private static List<Header> bearer(String token) {
        return List.of(new Header("Authorization", "Bearer " + token));
    }

    /** What a login gives. */
    private record LoginTokensOf(Authority.LoginTokens tokens) {
        LoginTokensOf(Authority authority) {
            this(authority.login("admin", "letmein").orElseThrow());
        }

        String access() {
            return tokens.accessToken();
        }

        String refresh() {
            return tokens.refreshToken();
        }
    }
}
