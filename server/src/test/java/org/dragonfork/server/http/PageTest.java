package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser may keep of a page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private EdgeFixture fixture;
    private String tag;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        fixture = EdgeFixture.started();
        tag = get("").headers().firstValue("ETag").orElseThrow();
    }

    @AfterAll
    void end() {
        client.close();
        fixture.close();
    }

    @Test
    void theTagIsAStrongOneAndIsAskedForEachTime() throws IOException, InterruptedException {
        assertThat(tag).matches("\"[A-Za-z0-9+/=]{20,}\"");
        assertThat(get("").headers().firstValue("Cache-Control")).contains("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
    void whatIsStillThePageIsNotSentAgain(String field) throws IOException, InterruptedException {
        HttpResponse<String> seen = get(field.formatted(tag));

        assertThat(seen.statusCode()).isEqualTo(304);
        assertThat(seen.body()).isEmpty();
        assertThat(seen.headers().firstValue("ETag")).contains(tag);
        assertThat(seen.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(seen.headers().firstValue("Content-Length"))
                .isEqualTo(get("").headers().firstValue("Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "W/\"other\"", "", ",", "\""})
    void whatIsThePageNoMoreIsSent(String field) throws IOException, InterruptedException {
        HttpResponse<String> seen = get(field);

        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).contains("<video");
    }

    private HttpResponse<String> get(String known) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(fixture.at("/whep-player.html"));
        return client.send(
                known.isEmpty()
                        ? request.build()
                        : request.header("If-None-Match", known).build(),
                BodyHandlers.ofString());
    }
}
