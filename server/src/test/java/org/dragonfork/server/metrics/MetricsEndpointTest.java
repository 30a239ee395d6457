package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.http.MetricsAccess;
import org.dragonfork.server.http.RateLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /metrics} as a scraper sees it, over a real socket. */
class MetricsEndpointTest {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private static ScrapedWorld open() throws IOException {
        return with(MetricsAccess.open());
    }

    private static ScrapedWorld with(MetricsAccess access) throws IOException {
        return new ScrapedWorld("test", 8, 64, RateLimit.standard(), access);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        '*/*'                                                                                | text
        ''                                                                                   | text
        text/plain                                                                           | text
        text/html                                                                            | text
        application/json                                                                     | text
        application/openmetrics-text                                                         | open
        application/openmetrics-text; version=1.0.0                                          | open
        application/openmetrics-text; version="1.0.0"; charset=utf-8                         | open
        application/openmetrics-text; version=0.0.1                                          | text
        application/openmetrics-text; version=2.0.0                                          | text
        application/openmetrics-text;q=0.4, text/plain;q=0.5                                 | text
        application/openmetrics-text;q=0, */*;q=0.1                                          | text
        text/plain;q=0.3, application/openmetrics-text;version=1.0.0;q=0.75                  | open
        APPLICATION/OPENMETRICS-TEXT                                                         | open
        application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | open
        application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.2 | open
        """)
    void givesTheFormThatAcceptWeighsMost(String accept, String form) throws Exception {
        try (ScrapedWorld server = open()) {
            HttpResponse<byte[]> seen = server.get("GET", accept.isEmpty() ? Map.of() : Map.of("Accept", accept));

            assertThat(seen.statusCode()).isEqualTo(200);
            assertThat(seen.headers().firstValue("Content-Type")).contains(form.equals("open") ? OPEN_METRICS : TEXT);
            assertThat(text(seen.body()).endsWith("# EOF\n")).isEqualTo(form.equals("open"));
            assertThat(seen.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(seen.headers().firstValue("Vary").orElse(""))
                    .contains("Accept")
                    .contains("Accept-Encoding");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "'deflate, gzip;q=0.5', true",
        "*, true",
        "gzip;q=0, false",
        "identity, false",
        "br, false"
    })
    void compressesWhenAsked(String encoding, boolean packed) throws Exception {
        try (ScrapedWorld server = open()) {
            server.world.live(new StreamId("live"));
            HttpResponse<byte[]> seen = server.get("GET", Map.of("Accept-Encoding", encoding));

            assertThat(seen.headers().firstValue("Content-Encoding").isPresent())
                    .isEqualTo(packed);
            byte[] body =
                    packed ? new GZIPInputStream(new ByteArrayInputStream(seen.body())).readAllBytes() : seen.body();
            assertThat(Scrape.read(text(body)).has("dragonfork_webrtc_active_streams{core=\"test\"}"))
                    .isTrue();
            assertThat(seen.headers().firstValue("Content-Length")).contains(Integer.toString(seen.body().length));
        }
    }

    @Test
    void answersHeadWithTheFieldsOfGet() throws Exception {
        try (ScrapedWorld server = open()) {
            HttpResponse<byte[]> get = server.get("GET", Map.of());
            HttpResponse<byte[]> head = server.get("HEAD", Map.of());

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Type")).contains(TEXT);
            assertThat(head.headers().firstValue("Content-Length"))
                    .isEqualTo(get.headers().firstValue("Content-Length"));
        }
    }

    @Test
    void refusesOtherMethods() throws Exception {
        try (ScrapedWorld server = open()) {
            HttpResponse<byte[]> seen = server.get("POST", Map.of());

            assertThat(seen.statusCode()).isEqualTo(405);
            assertThat(seen.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void isNotForPagesOfOtherOrigins() throws Exception {
        try (ScrapedWorld server = open()) {
            assertThat(server.get("GET", Map.of("Origin", "https://evil.example"))
                            .headers()
                            .map())
                    .doesNotContainKey("access-control-allow-origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer wrong",
                "Basic 0123456789abcdef",
                "0123456789abcdef",
                "Bearer 0123456789abcdeF"
            })
    void refusesWhoDoesNotKnowTheToken(String authorization) throws Exception {
        try (ScrapedWorld server = with(MetricsAccess.open().withBearer("0123456789abcdef"))) {
            HttpResponse<byte[]> seen =
                    server.get("GET", authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization));

            assertThat(seen.statusCode()).isEqualTo(401);
            assertThat(seen.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"metrics\"");
            assertThat(text(seen.body())).contains("metrics_login").doesNotContain("0123456789abcdef");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer 0123456789abcdef", "bearer 0123456789abcdef"})
    void admitsWhoKnowsTheToken(String authorization) throws Exception {
        try (ScrapedWorld server = with(MetricsAccess.open().withBearer("0123456789abcdef"))) {
            assertThat(server.get("GET", Map.of("Authorization", authorization)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void admitsWhoKnowsTheLoginOrTheToken() throws Exception {
        try (ScrapedWorld server =
                with(MetricsAccess.open().withBearer("0123456789abcdef").withLogin("prometheus", "pass:wörd"))) {
            assertThat(server.get("GET", Map.of("Authorization", basic("prometheus:pass:wörd")))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.get("GET", Map.of("Authorization", "Bearer 0123456789abcdef"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.get("GET", Map.of("Authorization", basic("prometheus:wrong")))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.get("GET", Map.of())
                            .headers()
                            .firstValue("WWW-Authenticate")
                            .orElse(""))
                    .contains("Bearer ")
                    .contains("Basic ");
        }
    }

    @Test
    void judgesTheAddressOfTheSocketAndNotWhatAHeaderClaims() throws Exception {
        try (ScrapedWorld server = with(MetricsAccess.open().only(address -> !address.isLoopbackAddress()))) {
            HttpResponse<byte[]> seen = server.get(
                    "GET",
                    Map.of(
                            "X-Forwarded-For",
                            "203.0.113.7",
                            "Forwarded",
                            "for=203.0.113.7",
                            "X-Real-IP",
                            "203.0.113.7"));

            assertThat(seen.statusCode()).isEqualTo(403);
            assertThat(text(seen.body())).contains("metrics_address").doesNotContain("dragonfork_webrtc");
        }
        try (ScrapedWorld server = with(MetricsAccess.open().only(address -> address.isLoopbackAddress()))) {
            assertThat(server.get("GET", Map.of("X-Forwarded-For", "203.0.113.7"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
