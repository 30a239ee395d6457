package org.dragonfork.dist;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks over HTTP, and waits for answers. */
final class Web implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    HttpResponse<String> get(String address, String... headers) throws IOException, InterruptedException {
        return send(request(address, headers).build());
    }

    HttpResponse<String> post(String address, String body, String... headers) throws IOException, InterruptedException {
        return send(request(address, headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(String address, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    JsonNode json(String address) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(address).body()).path("data");
    }

    /** What a Prometheus answers to a query. */
    JsonNode query(String prometheus, String query) throws IOException, InterruptedException {
        return json(prometheus + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("result");
    }

    /** Waits until a condition holds; one that throws for want of an answer does not hold yet. */
    static void await(String what, Duration patience, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        Exception last = null;
        while (System.nanoTime() - deadline < 0) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (IOException e) {
                last = e;
            }
            // Between two looks at programs that tell nobody.
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("never: " + what, last);
    }

    @Override
    public void close() {
        client.close();
    }
}
