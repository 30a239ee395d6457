package org.dragonfork.load;

import java.time.Duration;
import java.util.Optional;

/**
 * The server's process, when it runs on this machine: what it spends. Its children, such as FFmpeg, are not in it. The
 * system counts in steps of some milliseconds, so a short run tells little.
 */
final class ServerProcess {
    private final ProcessHandle handle;

    private ServerProcess(ProcessHandle handle) {
        this.handle = handle;
    }

    /** Empty when there is no such process, or when the system does not tell what it spends. */
    static Optional<ServerProcess> of(long pid) {
        return ProcessHandle.of(pid)
                .filter(process -> process.info().totalCpuDuration().isPresent())
                .map(ServerProcess::new);
    }

    long pid() {
        return handle.pid();
    }

    /** Processor time of all its threads so far; empty when it has ended. */
    Optional<Duration> cpu() {
        return handle.info().totalCpuDuration();
    }
}
