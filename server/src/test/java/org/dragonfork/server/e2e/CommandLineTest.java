package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dragonfork.server.app.Main;
import org.dragonfork.server.ffmpeg.Await;
import org.dragonfork.server.ffmpeg.RealFfmpeg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a person starts and ends it. */
final class CommandLineTest {
    private static final Pattern PLAYER = Pattern.compile("(http://\\S+)/whep-player\\.html\\?stream=x");
    private static final long DEADLINE_SECONDS = 60;

    @TempDir
    private Path directory;

    @Test
    void servesAFileSaysWhereToWatchAndEndsWithItsChildren() throws Exception {
        Process server = program("serve", "--stream", "x=" + clip(), "--http", "127.0.0.1:0", "--udp", "0");
        try {
            List<String> said = readUntil(server, "Ctrl-C ends everything");
            Matcher player = PLAYER.matcher(String.join("\n", said));
            assertThat(player.find()).as(String.join("\n", said)).isTrue();
            String base = player.group(1);
            assertThat(said).anyMatch(line -> line.endsWith(base + "/api/v3/whep/x"));
            assertThat(said).anyMatch(line -> line.endsWith(base + "/readyz"));
            assertThat(get(base + "/whep-player.html?stream=x")).contains("<video");
            assertThat(get(base + "/api/v3/webrtc/streams")).contains("\"x\"");
            List<ProcessHandle> children;
            try (Stream<ProcessHandle> all = server.descendants()) {
                children = all.toList();
            }
            assertThat(children)
                    .anyMatch(child -> child.info().command().orElse("").endsWith("ffmpeg"));

            Await.signal("TERM", server.pid());

            assertThat(server.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isIn(0, 143);
            Await.until(
                    "no child is left",
                    Duration.ofSeconds(5),
                    () -> children.stream().noneMatch(child -> Await.isRunning(child.pid())));
            assertThat(errors()).isEmpty();
        } finally {
            end(server);
        }
    }

    @Test
    void saysInOneLineThatTheHttpPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(refused("demo", "--http", "127.0.0.1:" + port, "--udp", "0"))
                    .startsWith("dragonfork: ")
                    .contains("127.0.0.1:" + port);
        }
    }

    @Test
    void saysInOneLineThatTheUdpPortIsTaken() throws Exception {
        try (DatagramSocket taken = LiveServer.takenUdpPort()) {
            int port = taken.getLocalPort();

            assertThat(refused("demo", "--http", "127.0.0.1:0", "--udp", Integer.toString(port)))
                    .startsWith("dragonfork: ")
                    .contains("UDP port " + port);
        }
    }

    /** The one line on standard error of a program that ends at once with 1. */
    private String refused(String... arguments) throws IOException, InterruptedException {
        Process program = program(arguments);
        try {
            String out = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(program.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isEqualTo(1);
            assertThat(out).doesNotContain("Exception", "\tat ");
            assertThat(errors()).hasSize(1);
            return errors().getFirst();
        } finally {
            end(program);
        }
    }

    private Process program(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(directory.resolve("errors.txt").toFile());
        // As on a machine where nothing is configured.
        builder.environment().keySet().removeIf(name -> name.startsWith("CORE_"));
        return builder.start();
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(directory.resolve("errors.txt"));
    }

    private static List<String> readUntil(Process program, String last) throws IOException {
        List<String> said = new ArrayList<>();
        // Not closed: the program may still write.
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.add(line);
            if (line.contains(last)) {
                return said;
            }
        }
        throw new AssertionError("the program ended and said only " + said);
    }

    private static String get(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        }
    }

    private Path clip() throws IOException, InterruptedException {
        Path file = directory.resolve("clip.mkv");
        List<String> command = new ArrayList<>(List.of(RealFfmpeg.find().path().toString(), "-nostdin"));
        command.addAll(List.of("-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10:duration=3"));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=sample_rate=48000:duration=3"));
        command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "libopus", file.toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return file;
    }

    private static void end(Process program) {
        try (Stream<ProcessHandle> children = program.descendants()) {
            children.forEach(ProcessHandle::destroyForcibly);
        }
        program.destroyForcibly();
    }
}
