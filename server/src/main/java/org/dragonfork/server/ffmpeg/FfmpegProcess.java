package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.supervise.ExitStatus;

/**
 * One run of FFmpeg: a direct child of this JVM that becomes FFmpeg only after the guard knows it, so that there is no moment
 * in which a killed server leaves it behind.
 */
final class FfmpegProcess implements Run {
    // The shell waits for a line; end of file instead means that the server died first. Then it becomes FFmpeg, same
    // pid.
    private static final String LAUNCH = "read -r go && exec \"$@\" </dev/null";

    // Only a grandchild can hold the pipes open longer than this after FFmpeg is gone.
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

    private static final Path PROC = Path.of("/proc");

    private final Process process;
    private final ProcessGuard guard;
    private final ChildUsage usage;

    private FfmpegProcess(Process process, ProcessGuard guard, double processors) {
        this.process = process;
        this.guard = guard;
        usage = new ChildUsage(PROC, process.pid(), processors, System.nanoTime());
    }

    /**
     * Starts a run; when this throws, nothing was started.
     *
     * @param ownLibrary whether the program brings its own C library
     * @param processors that all runs together may use
     */
    static FfmpegProcess spawn(
            List<String> command, boolean ownLibrary, double processors, ProcessGuard guard, Output output)
            throws IOException {
        if (!Files.isExecutable(Path.of(command.getFirst()))) {
            throw new IOException(command.getFirst() + " is not there or cannot be executed");
        }
        List<String> launch = new ArrayList<>(List.of("/bin/sh", "-c", LAUNCH, "dragonfork-run"));
        launch.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(launch);
        RunEnvironment.apply(builder, ownLibrary);
        Process process = builder.start();
        FfmpegProcess run = new FfmpegProcess(process, guard, processors);
        try (OutputStream stdin = process.getOutputStream()) {
            guard.watch(process.pid(), ChildUsage.startTime(PROC, process.pid()));
            stdin.write('\n');
        } catch (IOException e) {
            process.destroyForcibly();
            guard.forget(process.pid());
            throw e;
        }
        run.listen(output);
        return run;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void interrupt() {
        try {
            guard.interrupt(process.pid());
        } catch (IOException _) {
            // FFmpeg takes SIGTERM as it takes SIGINT.
            process.destroy();
        }
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public Optional<Usage> usage() {
        return usage.sample(System.nanoTime());
    }

    // Platform threads: a blocked read of a pipe holds its carrier, of which the scheduler lends at most 256.
    private void listen(Output output) {
        Thread stderr = reader("stderr", process.getErrorStream(), output::said);
        Thread stdout = reader("stdout", process.getInputStream(), output.stdout());
        Thread.ofVirtual().name("ffmpeg-" + process.pid()).start(() -> awaitEnd(stderr, stdout, output));
    }

    private Thread reader(String stream, InputStream in, LineSink sink) {
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
}
