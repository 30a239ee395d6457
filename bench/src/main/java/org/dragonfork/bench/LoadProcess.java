package org.dragonfork.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dragonfork.load.Main;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The load client in a JVM of its own, as {@code ./dragonfork load} runs it. */
final class LoadProcess {
    /** What joining, leaving and a busy machine may take beyond the time that all watch. */
    private static final int MORE_SECONDS = 90;

    private LoadProcess() {}

    /**
     * Lets viewers watch and waits until they have left.
     *
     * @param settle seconds that all watch before it counts
     * @param serverPid whose CPU time is asked for
     * @return the report of the load client
     * @throws IOException when it did not end well: somebody could not watch, or it took too long
     */
    static JsonNode watch(URI endpoint, int viewers, int settle, int seconds, long serverPid)
            throws IOException, InterruptedException {
        Path report = Files.createTempFile("dragonfork-load", ".json");
        Path said = Files.createTempFile("dragonfork-load", ".txt");
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "--url=" + endpoint,
                            "--viewers=" + viewers,
                            "--settle=" + settle + "s",
                            "--duration=" + seconds + "s",
                            "--patience=30s",
                            "--server-pid=" + serverPid,
                            "--json=" + report))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(settle + seconds + MORE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the load client did not end in time; it said: " + Files.readString(said));
            }
            if (process.exitValue() != 0) {
                throw new IOException("the load client failed; it said: " + Files.readString(said));
            }
            return JsonMapper.shared().readTree(Files.readString(report));
        } finally {
            Files.delete(report);
            Files.delete(said);
        }
    }
}
