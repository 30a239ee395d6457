package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One short question to a program, answered by its standard output; not for anything that plays.
 *
 * @param succeeded whether it ended with 0 in time
 * @param output the beginning of it
 */
record ShortRun(boolean succeeded, String output) {
    private static final int MAX_OUTPUT = 64 * 1024;

    /** With at most 64 KiB of output. */
    static ShortRun of(List<String> command, Duration timeout) throws IOException {
        return of(command, timeout, MAX_OUTPUT);
    }

    /** With at most so many bytes of output; what comes after them is read and forgotten. */
    static ShortRun of(List<String> command, Duration timeout, int maxOutput) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        RunEnvironment.apply(builder, true);
        Process process = builder.start();
        // Ends the read below when the program hangs with its output open.
        Thread watchdog = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
            }
        });
        try (InputStream stdout = process.getInputStream()) {
            byte[] output = stdout.readNBytes(maxOutput);
            stdout.skip(Long.MAX_VALUE);
            boolean succeeded = process.waitFor() == 0;
            return new ShortRun(succeeded, new String(output, StandardCharsets.UTF_8));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new ShortRun(false, "");
        } finally {
            watchdog.interrupt();
        }
    }
}
