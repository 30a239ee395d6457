package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a list of origins; the matrix has the wildcard. */
final class CorsTest {
    private final EdgeFixture fixture =
            EdgeFixture.started(options -> options.withCorsOrigins(List.of("https://a.example", "https://b.example")));

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void allowsAnOriginOfTheListAlsoOnErrors() {
        Seen seen = fixture.raw().send(Ask.offer("nowhere").header("Origin", "https://b.example"));

        assertThat(seen.status()).isEqualTo(404);
        assertThat(seen.header("Access-Control-Allow-Origin")).contains("https://b.example");
        assertThat(seen.header("Vary")).contains("Origin");
        assertThat(seen.header("Access-Control-Expose-Headers"))
                .contains("Location, Link, ETag, Accept-Post, Accept-Patch, Retry-After, WWW-Authenticate,"
                        + " Dragonfork-Reason");
    }

    @Test
    void givesOthersNothing() {
        for (String origin : List.of("https://c.example", "null", "https://a.example.evil", "HTTPS://A.EXAMPLE")) {
            Seen seen = fixture.raw().send(Ask.offer("cam1").header("Origin", origin));

            assertThat(seen.header("Access-Control-Allow-Origin")).as(origin).isEmpty();
            assertThat(seen.header("Vary")).contains("Origin");
        }
    }

    @Test
    void answersThePreflightOfAnAllowedOriginOnly() {
        Ask preflight = Ask.of("OPTIONS", "/api/v3/whep/cam1").header("Access-Control-Request-Method", "POST");
        Seen allowed = fixture.raw().send(preflight.header("Origin", "https://a.example"));
        Seen other = fixture.raw().send(preflight.header("Origin", "https://c.example"));

        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("Access-Control-Allow-Methods")).isPresent();
        assertThat(other.header("Access-Control-Allow-Methods")).isEmpty();
    }
}
