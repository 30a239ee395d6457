package org.dragonfork.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The HTTP side of a viewer, over one kept connection. */
final class WhepClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * An answer.
     *
     * @param session URL of the session
     * @param nanos from sending the request to having read the answer
     */
    record Posted(String answer, URI session, long nanos) {}

    /** Sends an offer; fails when it is not answered with 201. */
    Posted post(URI endpoint, String offer) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/sdp")
                .POST(HttpRequest.BodyPublishers.ofString(offer))
                .build();
        long before = System.nanoTime();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        long took = System.nanoTime() - before;
        expect(201, response);
        URI session = endpoint.resolve(response.headers().firstValue("Location").orElseThrow());
        return new Posted(response.body(), session, took);
    }

    /** Ends a session. */
    void delete(URI session) throws IOException, InterruptedException {
        expect(204, http.send(HttpRequest.newBuilder(session).DELETE().build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** Gets something small; answers the nanoseconds it took. */
    long get(URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url).build();
        long before = System.nanoTime();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        long took = System.nanoTime() - before;
        expect(200, response);
        return took;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static void expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.request().method() + " was answered with " + response.statusCode()
                    + " instead of " + status + ": " + response.body());
        }
    }
}
