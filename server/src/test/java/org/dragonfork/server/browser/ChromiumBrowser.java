package org.dragonfork.server.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium of its own, with a profile that is thrown away. Plays media without a tap, and sound without a
 * speaker: what would be heard still shows in the statistics. Safe for one test at a time.
 */
public final class ChromiumBrowser implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final long POLL_MILLIS = 20;

    private final Process process;
    private final Path profile;
    private final CdpConnection connection;

    private ChromiumBrowser(Process process, Path profile, CdpConnection connection) {
        this.process = process;
        this.profile = profile;
        this.connection = connection;
    }

    /** Starts one; fails, never skips, when there is no Chromium. */
    public static ChromiumBrowser launch() {
        return launch(ChromiumBinary.find(), List.of());
    }

    /** Starts one with more flags. */
    public static ChromiumBrowser launch(List<String> flags) {
        return launch(ChromiumBinary.find(), flags);
    }

    private static ChromiumBrowser launch(Path binary, List<String> flags) {
        try {
            Path profile = Files.createTempDirectory("dragonfork-chromium");
            Process process = new ProcessBuilder(command(binary, profile, flags))
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("output.txt").toFile())
                    .start();
            try {
                return new ChromiumBrowser(process, profile, new CdpConnection(debugger(process, profile)));
            } catch (RuntimeException | Error e) {
                end(process);
                delete(profile);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Chromium at " + binary + " cannot be started", e);
        }
    }

    /** Opens a tab and waits until the page has loaded. */
    public BrowserPage open(URI address) {
        return BrowserPage.open(connection, address);
    }

    /** The browser's own process; for tests of this class. */
    ProcessHandle process() {
        return process.toHandle();
    }

    Path profile() {
        return profile;
    }

    /** Kills the browser with all its processes: no page learns of it and nobody says good-bye. */
    public void kill() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        end(process);
    }

    /** Ends the browser with all its processes and deletes its profile. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        if (process.isAlive()) {
            try {
                connection.send("", "Browser.close", Map.of());
            } catch (AssertionError alreadyGone) {
                process.destroy();
            }
        }
        connection.close();
        end(process);
        children.forEach(ProcessHandle::destroyForcibly);
        delete(profile);
    }

    private static List<String> command(Path binary, Path profile, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "--headless=new",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-sync",
                "--disable-extensions",
                "--metrics-recording-only",
                "--autoplay-policy=no-user-gesture-required",
                "--mute-audio",
                "--window-size=1280,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--no-sandbox");
        }
        command.addAll(flags);
        command.add("about:blank");
        return command;
    }

    /** Chromium writes the port it chose, and the path of its own debugger, into its profile. */
    private static URI debugger(Process process, Path profile) {
        Path file = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
                if (lines.size() >= 2) {
                    return URI.create("ws://127.0.0.1:" + lines.get(0).strip()
                            + lines.get(1).strip());
                }
                process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (IOException beingWritten) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while Chromium started", e);
            }
        }
        throw new AssertionError(
                "Chromium opened no debugging port within " + START_TIMEOUT + "; it said: " + output(profile));
    }

    private static String output(Path profile) {
        try {
            return Files.readString(profile.resolve("output.txt"));
        } catch (IOException e) {
            return "nothing (" + e.getMessage() + ")";
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** Children may still write for a moment, so what vanishes or appears meanwhile is no error. */
    private static void delete(Path directory) {
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (Files.exists(directory) && System.nanoTime() < deadline) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException stillInUse) {
                Thread.onSpinWait();
            }
        }
    }
}
