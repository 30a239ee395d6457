package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed with SIGKILL takes its FFmpeg with it (decision D19). */
class NoOrphanTest {
    @Test
    void ffmpegEndsWithTheServer() throws IOException {
        try (Server server = Server.start(RealFfmpeg.find().path())) {
            server.killAndAwaitEverythingGone();
        }
    }

    @Test
    void stoppedFfmpegEndsWithTheServer() throws IOException {
        try (Server server = Server.start(RealFfmpeg.find().path())) {
            Await.signal("STOP", server.ffmpeg());
            server.killAndAwaitEverythingGone();
        }
    }

    @Test
    void ffmpegThatIgnoresSignalsEndsWithTheServer(@TempDir Path directory) throws IOException {
        Path deaf = directory.resolve("ffmpeg");
        Files.writeString(deaf, """
                #!/bin/sh
                trap '' INT TERM HUP
                mkfifo "$0.fifo"
                exec 9<>"$0.fifo"
                while :; do read -r never <&9; done
                """);
        Files.setPosixFilePermissions(deaf, PosixFilePermissions.fromString("rwx------"));
        try (Server server = Server.start(deaf)) {
            Await.until("it is deaf", Duration.ofSeconds(5), () -> Files.exists(directory.resolve("ffmpeg.fifo")));
            server.killAndAwaitEverythingGone();
        }
    }

    private record Server(Process jvm, long ffmpeg, long guard) implements AutoCloseable {
        static Server start(Path binary) throws IOException {
            Process jvm = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledServer.class.getName(),
                            binary.toString(),
                            RealFfmpeg.find().version().text()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
            // The log goes the same way.
            String line = Objects.requireNonNull(said.readLine());
            while (!line.startsWith("pids ")) {
                line = Objects.requireNonNull(said.readLine());
            }
            List<String> pids = List.of(line.split(" ", -1));
            Server server = new Server(jvm, Long.parseLong(pids.get(1)), Long.parseLong(pids.get(2)));
            assertThat(Await.isRunning(server.ffmpeg)).isTrue();
            assertThat(Await.isRunning(server.guard)).isTrue();
            return server;
        }

        void killAndAwaitEverythingGone() {
            jvm.destroyForcibly();
            Await.until("FFmpeg is gone", Duration.ofSeconds(2), () -> !Await.isRunning(ffmpeg));
            Await.until("the guard is gone", Duration.ofSeconds(2), () -> !Await.isRunning(guard));
        }

        @Override
        public void close() {
            jvm.destroyForcibly();
            ProcessHandle.of(ffmpeg).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
