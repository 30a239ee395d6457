package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a login: everybody may watch, and only programs on this machine may do more. */
class AccessWithoutLoginTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final Reached reached = new Reached();

    private EdgeFixture edge = started(options -> options);

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void programsOnThisMachineMayDoEverything() {
        for (String method : Reached.METHODS) {
            assertThat(send(method, "/api/v3/process").status()).isEqualTo(200);
        }
    }

    @Test
    void elsewhereOnlyWatchingIsLeft() {
        restart(options -> options.behind(HERE::equals));
        var elsewhere = new Header("X-Forwarded-For", "203.0.113.9");

        for (String path : List.of("/api/v3/process", "/api/v3/process/x/probe", "/api/v3/config", "/api/v3/log")) {
            for (String method : Reached.METHODS) {
                Seen seen = send(method, path, elsewhere);
                assertThat(seen.status()).as(path).isEqualTo(403);
                assertThat(seen.json().path("details").toString()).contains("own machine only", "api.auth.enable");
            }
        }
        assertThat(reached.requests).isEmpty();
        for (String path : List.of("/api/v3/whep/cam", "/api/v3/webrtc/streams", "/api", "/ping", "/")) {
            assertThat(send("GET", path, elsewhere).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void proxyThatNobodyConfiguredDoesNotOpenTheMachine() {
        for (String mark : List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")) {
            assertThat(send("GET", "/api/v3/process", new Header(mark, "127.0.0.1"))
                            .status())
                    .as(mark)
                    .isEqualTo(403);
        }
    }

    @Test
    void clientIsTheLastHopThatIsNoTrustedProxy() {
        restart(options -> options.behind(HERE::equals));

        assertThat(send("GET", "/api/v3/process", forwarded("127.0.0.1, 203.0.113.9"))
                        .status())
                .isEqualTo(403);
        assertThat(send("GET", "/api/v3/process", forwarded("203.0.113.9, 127.0.0.1"))
                        .status())
                .isEqualTo(403);
        assertThat(send("GET", "/api/v3/process", forwarded("127.0.0.1")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://localhost:1",
        "Origin, http://127.0.0.1",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Host, evil.example",
        "Host, localhost.evil.example:8080",
        "Host, 192.168.1.5:8080",
        "Host, '127.0.0.1.evil.example'",
    })
    void webPageOfAnotherOriginGetsNothingThroughTheBrowserOfTheOperator(String name, String value) {
        for (String method : Reached.METHODS) {
            Seen seen = send(method, "/api/v3/process", new Header(name, value));
            assertThat(seen.status()).isEqualTo(403);
        }
        assertThat(reached.requests).isEmpty();
    }

    @Test
    void pageOfThisServerMayUseTheApi() {
        String port = ":" + edge.edge.port();
        for (String host : List.of("localhost", "127.0.0.1", "[::1]", "demo.localhost")) {
            Ask ask = Ask.of("POST", "/api/v3/process")
                    .header("Host", host + port)
                    .header("Origin", "http://" + host + port)
                    .header("Sec-Fetch-Site", "same-origin");
            assertThat(edge.raw().send(ask).status()).as(host).isEqualTo(200);
        }
    }

    @Test
    void listsOfAddressesCountForTheWholeApi() {
        restart(options -> options.only(address -> !address.isLoopbackAddress()));

        for (String path : List.of("/api", "/api/login", "/api/v3/whep/cam", "/api/v3/process", "/api/swagger/x")) {
            assertThat(send("GET", path).status()).as(path).isEqualTo(403);
        }
        assertThat(send("GET", "/ping").status()).isEqualTo(200);
    }

    @Test
    void readOnlyLeavesWhatChangesNothing() {
        restart(AccessOptions::asReadOnly);

        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            Seen seen = send(method, "/api/v3/process/x");
            assertThat(seen.status()).isEqualTo(405);
            assertThat(seen.header("Allow")).contains("GET, HEAD, OPTIONS");
        }
        assertThat(reached.requests).isEmpty();
        assertThat(send("GET", "/api/v3/process/x").status()).isEqualTo(200);
        assertThat(send("POST", "/api/v3/metrics").status()).isEqualTo(200);
        assertThat(send("POST", "/api/v3/webrtc/streams/x/token").status()).isEqualTo(200);
        assertThat(send("POST", "/api/v3/whep/cam").status()).isEqualTo(200);
    }

    private static Header forwarded(String value) {
        return new Header("X-Forwarded-For", value);
    }

    private Seen send(String method, String path, Header... headers) {
        return edge.raw().send(new Ask(method, path, List.of(headers), ""));
    }

    private void restart(UnaryOperator<AccessOptions> change) {
        edge.close();
        edge = started(change);
    }

    private EdgeFixture started(UnaryOperator<AccessOptions> change) {
        return EdgeFixture.started(
                options -> options.withAccess(change.apply(AccessOptions.withoutLogin())), List.of(reached));
    }
}
