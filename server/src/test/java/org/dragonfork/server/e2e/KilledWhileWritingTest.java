package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dragonfork.server.app.Main;
import org.dragonfork.server.ffmpeg.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that is killed while clients write has everything afterwards that it said it had, and no FFmpeg of before. */
final class KilledWhileWritingTest {
    private static final int CLIENTS = 4;
    private static final int WRITES = 100;
    private static final Pattern BASE = Pattern.compile("What runs here: +(http://\\S+)/");

    @TempDir
    private Path folder;

    @Test
    void hasEveryAcknowledgedWriteAndNoFfmpegOfBefore() throws Exception {
        String mark = "mark-" + folder.getFileName();
        Process server = start();
        List<Client> clients = new ArrayList<>();
        AtomicInteger acknowledged = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(WRITES);
        String base = baseOf(server);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Client client = new Client("p" + i, base, mark, new Random(i), () -> {
                    acknowledged.incrementAndGet();
                    enough.countDown();
                });
                clients.add(client);
                running.add(threads.submit(client::writeUntilNobodyAnswers));
            }
            assertThat(enough.await(120, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            // Right in the middle of what the clients are doing.
            server.destroyForcibly();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            server.destroyForcibly();
        }
        assertThat(acknowledged.get()).isGreaterThanOrEqualTo(WRITES);
        Await.until("no FFmpeg of before is left", Duration.ofSeconds(5), () -> commandsWith(mark) == 0);

        Process next = start();
        try {
            String nextBase = baseOf(next);
            for (Client client : clients) {
                client.assertKept(nextBase);
            }
        } finally {
            next.destroyForcibly();
            Await.until("nothing is left", Duration.ofSeconds(5), () -> commandsWith(mark) == 0);
        }
    }

    /** One client with a process of its own: it knows what the server must have, as it waits for each answer. */
    private static final class Client {
        private final String id;
        private final String base;
        private final String mark;
        private final Random random;
        private final Runnable acknowledged;
        private final List<State> possible = new ArrayList<>(List.of(State.GONE));
        private int number;

        Client(String id, String base, String mark, Random random, Runnable acknowledged) {
            this.id = id;
            this.base = base;
            this.mark = mark;
            this.random = random;
            this.acknowledged = acknowledged;
        }

        void writeUntilNobodyAnswers() {
            try (HttpClient http = client()) {
                while (true) {
                    State now = possible.getLast();
                    State next = change(now);
                    possible.add(next);
                    if (send(http, now, next) != 200) {
                        throw new AssertionError("the server refused to make " + next + " of " + now);
                    }
                    // Acknowledged: from now on nothing else will do.
                    possible.removeFirst();
                    acknowledged.run();
                }
            } catch (IOException killed) {
                assertThat(possible).hasSizeBetween(1, 2);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private State change(State now) {
            number++;
            if (!now.there()) {
                return new State(true, random.nextInt(4) == 0 ? "start" : "stop", "r" + number, "");
            }
            return switch (random.nextInt(8)) {
                case 0 -> State.GONE;
                case 1 ->
                    new State(true, now.order().equals("start") ? "stop" : "start", now.reference(), now.metadata());
                case 2, 3, 4 -> new State(true, now.order(), now.reference(), "\"m" + number + "\"");
                default -> new State(true, now.order(), "r" + number, now.metadata());
            };
        }

        private int send(HttpClient http, State now, State next) throws IOException, InterruptedException {
            String process = "/api/v3/process/" + id;
            if (!now.there()) {
                return send(http, "POST", "/api/v3/process", body(next));
            }
            if (!next.there()) {
                return send(http, "DELETE", process, "");
            }
            if (!next.order().equals(now.order())) {
                return send(http, "PUT", process + "/command", "{\"command\": \"" + next.order() + "\"}");
            }
            if (!next.metadata().equals(now.metadata())) {
                return send(http, "PUT", process + "/metadata/key", next.metadata());
            }
            return send(http, "PUT", process, "{\"reference\": \"" + next.reference() + "\"}");
        }

        private String body(State state) {
            return """
                    {"id": "%s", "reference": "%s", "autostart": %s,
                     "input": [{"address": "color=size=16x16:rate=1", "options": ["-re", "-f", "lavfi"]}],
                     "output": [{"address": "-", "options": ["-metadata", "comment=%s", "-f", "null"]}]}
                    """.formatted(id, state.reference(), state.order().equals("start"), mark);
        }

        private int send(HttpClient http, String method, String path, String body)
                throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(java.net.URI.create(base + path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .timeout(Duration.ofSeconds(60))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }

        void assertKept(String nextBase) throws IOException, InterruptedException {
            try (HttpClient http = client()) {
                HttpRequest request = HttpRequest.newBuilder(
                                java.net.URI.create(nextBase + "/api/v3/process/" + id + "?filter=state,metadata"))
                        .build();
                HttpResponse<String> seen = http.send(request, HttpResponse.BodyHandlers.ofString());
                State kept = seen.statusCode() == 404
                        ? State.GONE
                        : State.of(JsonMapper.shared().readTree(seen.body()));
                // The last write may have been kept without its answer having got out.
                assertThat(possible)
                        .as("what %s may be after %d writes", id, number)
                        .contains(kept);
            }
        }
    }

    /** What a client knows of its process. */
    private record State(boolean there, String order, String reference, String metadata) {
        static final State GONE = new State(false, "", "", "");

        static State of(JsonNode process) {
            JsonNode value = process.path("metadata").path("key");
            return new State(
                    true,
                    process.path("state").path("order").asString(),
                    process.path("reference").asString(),
                    value.isMissingNode() ? "" : value.toString());
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--http",
                "127.0.0.1:0",
                "--udp",
                "0"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CORE_"));
        environment.put("CORE_CONFIGFILE", folder.resolve("config.json").toString());
        environment.put("CORE_DB_DIR", folder.resolve("db").toString());
        environment.put("CORE_STORAGE_DISK_DIR", folder.resolve("data").toString());
        return builder.start();
    }

    private static String baseOf(Process server) throws IOException {
        // Not closed: the server still writes.
        BufferedReader said =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher base = BASE.matcher(line);
            if (base.find()) {
                Thread.startVirtualThread(() -> said.lines().forEach(_ -> {}));
                return base.group(1).replace("localhost", "127.0.0.1");
            }
        }
        throw new AssertionError("the server ended before it was there");
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    private static long commandsWith(String mark) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> isCommandWith(path, mark)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCommandWith(Path process, String mark) {
        if (!Objects.requireNonNull(process.getFileName()).toString().matches("\\d+")) {
            return false;
        }
        @Nullable String command;
        try {
            command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return false;
        }
        return command.contains(mark);
    }
}
