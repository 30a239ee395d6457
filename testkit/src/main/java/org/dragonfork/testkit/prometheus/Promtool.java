package org.dragonfork.testkit.prometheus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs promtool and other short programs, and fails with what they said. */
public final class Promtool {
    private static final long MOST_SECONDS = 120;

    private Promtool() {}

    /**
     * Runs promtool.
     *
     * @param folder in which it runs
     * @return what it said, errors included
     * @throws AssertionError when it ends with anything but 0
     */
    public static String run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("promtool", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(said, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        String.join(" ", command) + (ended ? " failed: " : " takes too long: ") + text);
            }
            return text;
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }
}
