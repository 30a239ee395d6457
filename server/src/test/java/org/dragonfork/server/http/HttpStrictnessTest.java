package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile or broken client writes on the socket (RFC 9112); none of it may reach a route or be told much. */
final class HttpStrictnessTest {
    private static final String POST =
            "POST /api/v3/whep/cam1 HTTP/1.1\r\nHost: t\r\nContent-Type: application/sdp\r\n";

    private final EdgeFixture fixture =
            EdgeFixture.started(options -> options.withIdleTimeout(Duration.ofMillis(1_500)));

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Seen send(String bytes) {
        return Seen.parse(fixture.raw().exchange(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ping HTTP/1.1\nHost: t\n\n",
                "GET /ping HTTP/1.1\r\nHost: t\n\r\n",
                "GET /ping HTTP/1.1\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: t\r\nHost: u\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: t\r\nName : value\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: t\r\nA: b\r\n folded\r\n\r\n",
                "G\u0001T /ping HTTP/1.1\r\nHost: t\r\n\r\n",
                "garbage\r\n\r\n"
            })
    void refusesBrokenRequests(String bytes) {
        Seen seen = send(bytes);

        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.reason()).isEqualTo("malformed");
        assertThat(seen.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(seen.header("Server")).isEmpty();
        assertThat(seen.body()).doesNotContainIgnoringCase("jetty").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 4\r\nContent-Length: 5\r\n\r\nv=0\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 4x\r\n\r\nv=0\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: strange\r\n\r\n0\r\n\r\n"
            })
    void refusesUnclearBodyLengths(String rest) {
        Seen seen = send(POST + rest);

        assertThat(seen.status()).isEqualTo(400);
        assertThat(fixture.whep.calls).isEmpty();
    }

    @Test
    void refusesTooManyHeaderFieldsAndTooLongATarget() {
        String header = "X-Long: " + "x".repeat(20_000) + "\r\n";
        String target = "/" + "x".repeat(20_000);

        assertThat(send("GET /ping HTTP/1.1\r\nHost: t\r\n" + header + "\r\n").reason())
                .isEqualTo("headers_too_large");
        assertThat(send("GET " + target + " HTTP/1.1\r\nHost: t\r\n\r\n").reason())
                .isEqualTo("uri_too_long");
    }

    @Test
    void refusesALongBodyBeforeTheClientSendsIt() {
        String answer = new String(
                fixture.raw().exchange(POST + "Content-Length: 10000000\r\nExpect: 100-continue\r\n\r\n"),
                StandardCharsets.UTF_8);

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("too_large");
    }

    @Test
    void stopsReadingAChunkedBodyAtTheLimit() {
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        Seen seen = send(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3));

        assertThat(seen.status()).isEqualTo(413);
        assertThat(seen.header("Connection")).contains("close");
        assertThat(fixture.whep.calls).isEmpty();
    }

    @Test
    void takesAChunkedBodyWithinTheLimit() {
        Seen seen = send(POST + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nv=0\r\n\r\n0\r\n\r\n");

        assertThat(seen.status()).isEqualTo(201);
        assertThat(fixture.whep.calls).containsExactly("subscribe cam1 5");
    }

    @Test
    void doesNotWaitForeverForABody() {
        Seen seen = send(POST + "Content-Length: 100\r\n\r\nv=0");

        assertThat(seen.status()).isEqualTo(408);
        assertThat(seen.reason()).isEqualTo("timeout");
        assertThat(fixture.whep.calls).isEmpty();
    }

    @Test
    void closesAConnectionOnWhichNothingIsSaid() {
        assertThat(fixture.raw().exchange("GET /pi")).isEmpty();
    }

    @Test
    void refusesABodyThatIsNotText() {
        byte[] wire = fixture.raw()
                .exchange(
                        (POST + "Connection: close\r\nContent-Length: 2\r\n\r\n").getBytes(StandardCharsets.US_ASCII),
                        new byte[] {(byte) 0xc3, 0x28});

        assertThat(Seen.parse(wire).reason()).isEqualTo("malformed");
    }
}
