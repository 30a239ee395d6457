package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dragonfork.egress.supervise.ExitStatus;

/**
 * One run of FFmpeg: a direct child of this JVM that becomes FFmpeg only after the guard knows it, so that there is no moment
 * in which a killed server leaves it behind.
 */
final class FfmpegProcess {
    // The shell waits for a line; end of file instead means that the server died first. Then it becomes FFmpeg, same
    // pid.
    private static final String LAUNCH = "read -r go && exec \"$@\" </dev/null";

    // Only a grandchild can hold the pipes open longer than this after FFmpeg is gone.
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

    private final Process process;
    private final ProcessGuard guard;

    private FfmpegProcess(Process process, ProcessGuard guard) {
        this.process = process;
        this.guard = guard;
    }

    /** What a run tells; called from threads of the run, {@link #exited} last. */
    interface Output {
        /** A line for the log. */
        void said(String line);

        /** A new state of progress. */
        void progressed(Progress progress);

        /** The SDP of the RTP outputs. */
        void described(String sdp);

        /** What takes the lines of standard output. */
        default Consumer<String> stdout() {
            return new SdpCapture(this::described);
        }

        /** The run is gone, and all it said was handed over. */
        void exited(ExitStatus status);
    }

    /** Starts a run; when this throws, nothing was started. */
    static FfmpegProcess spawn(List<String> command, boolean ownLibrary, ProcessGuard guard, Output output)
            throws IOException {
        if (!Files.isExecutable(Path.of(command.getFirst()))) {
            throw new IOException(command.getFirst() + " is not there or cannot be executed");
        }
        List<String> launch = new ArrayList<>(List.of("/bin/sh", "-c", LAUNCH, "dragonfork-run"));
        launch.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(launch);
        RunEnvironment.apply(builder, ownLibrary);
        Process process = builder.start();
        FfmpegProcess run = new FfmpegProcess(process, guard);
        try (OutputStream stdin = process.getOutputStream()) {
            guard.watch(process.pid(), startTime(process.pid()));
            stdin.write('\n');
        } catch (IOException e) {
            process.destroyForcibly();
            guard.forget(process.pid());
            throw e;
        }
        run.listen(output);
        return run;
    }

    long pid() {
        return process.pid();
    }

    /** Asks FFmpeg to end in good order. */
    void interrupt() {
        try {
            guard.interrupt(process.pid());
        } catch (IOException _) {
            // FFmpeg takes SIGTERM as it takes SIGINT.
            process.destroy();
        }
    }

    /** Ends FFmpeg at once, also when it is stopped or takes no signals. */
    void kill() {
        process.destroyForcibly();
    }

    // Platform threads: a blocked read of a pipe holds its carrier, of which the scheduler lends at most 256.
    private void listen(Output output) {
        ProgressReader progress = new ProgressReader(output::progressed);
        Thread stderr = reader("stderr", process.getErrorStream(), line -> {
            if (!progress.accept(line)) {
                output.said(line);
            }
        });
        Thread stdout = reader("stdout", process.getInputStream(), output.stdout());
        Thread.ofVirtual().name("ffmpeg-" + process.pid()).start(() -> awaitEnd(stderr, stdout, output));
    }

    private Thread reader(String stream, InputStream in, Consumer<String> sink) {
        return Thread.ofPlatform()
                .daemon()
                .name("ffmpeg-" + process.pid() + "-" + stream)
                .start(() -> LineReader.drain(in, sink));
    }

    private void awaitEnd(Thread stderr, Thread stdout, Output output) {
        try {
            int reported = process.waitFor();
            guard.forget(process.pid());
            stderr.join(LAST_OUTPUT);
            stdout.join(LAST_OUTPUT);
            output.exited(ExitStatus.of(reported));
        } catch (InterruptedException _) {
            process.destroyForcibly();
        }
    }

    // Tells this child from a later one with the same pid; "-" where there is no /proc.
    private static String startTime(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return fields.get(19);
        } catch (IOException | IndexOutOfBoundsException _) {
            return "-";
        }
    }
}
