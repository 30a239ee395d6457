package org.dragonfork.testkit.prometheus;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running Prometheus on a free port of loopback; its answers are JSON as it gives them. */
public final class PrometheusServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** How its log names the address that it chose. */
    private static final Pattern LISTENING =
            Pattern.compile("\"address\":\"(127\\.0\\.0\\.1:\\d+)\"[^\\n]*\"msg\":\"Listening on\"|"
                    + "\"msg\":\"Listening on\"[^\\n]*\"address\":\"(127\\.0\\.0\\.1:\\d+)\"");

    private final Process process;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;

    private PrometheusServer(Process process, Path log) throws IOException, InterruptedException {
        this.process = process;
        this.log = log;
        this.base = listening();
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param config its configuration
     * @param data folder of its database; may hold blocks of any age
     */
    public static PrometheusServer start(Path config, Path data) throws IOException, InterruptedException {
        Path log = Files.createTempFile(data.toAbsolutePath().getParent(), "prometheus", ".log");
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + data,
                        // Blocks of a fixed date must not be thrown away, whenever the tests run.
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:0",
                        "--log.format=json")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return new PrometheusServer(process, log);
        } catch (IOException | InterruptedException | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Where it answers. */
    public URI base() {
        return base;
    }

    /** The body of an answer, whatever its status. */
    public String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
        return response.body();
    }

    /** The answer to a query at the present time. */
    public String query(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + encoded(expression));
    }

    /** The answer to a query at another time, in seconds since 1970. */
    public String query(String expression, long time) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + encoded(expression) + "&time=" + time);
    }

    /** The answer to a query at several times: from and to in seconds since 1970. */
    public String queryRange(String expression, long from, long to, Duration step)
            throws IOException, InterruptedException {
        return get("/api/v1/query_range?query=" + encoded(expression) + "&start=" + from + "&end=" + to + "&step="
                + step.toSeconds());
    }

    /** What it has written so far. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private URI listening() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0 && process.isAlive()) {
            Matcher line = LISTENING.matcher(Files.readString(log));
            if (line.find()) {
                URI found = URI.create("http://" + (line.group(1) == null ? line.group(2) : line.group(1)));
                if (isReady(found)) {
                    return found;
                }
            }
            // It tells nobody when it is ready; within a loop with a deadline.
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("Prometheus did not start: " + Files.readString(log));
    }

    private boolean isReady(URI found) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(found.resolve("/-/ready")).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
