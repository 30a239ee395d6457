package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shell beside the server that ends the children when the server is gone, however it went: it reads orders from a pipe that
 * only the server holds open, and the end of that pipe is the end of the server (docs/adr/0010). A guard that is killed is
 * replaced at once. Thread-safe.
 */
final class ProcessGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessGuard.class);

    /** After so many guards in a row that lived less than a second, the shell itself does not work. */
    private static final int MAX_SHORT_LIVES = 5;

    private static final Duration SHORT_LIFE = Duration.ofSeconds(1);

    // A pid is signalled only while it has the start time (field 22 of /proc/PID/stat) that it was registered with.
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM
            set -f
            runs=
            same() {
                stat=
                read -r stat <"/proc/$1/stat" || { [ "$2" = - ] && kill -0 "$1"; return; }
                set -- "$2" ${stat##*) }
                [ "$1" = - ] || [ "$1" = "${21}" ]
            }
            signal() {
                for run in $runs; do
                    same "${run%%:*}" "${run#*:}" && kill -s "$1" "${run%%:*}"
                done
            }
            while read -r order pid start; do
                case $order in
                    watch) runs="$runs $pid:$start" ;;
                    forget)
                        kept=
                        for run in $runs; do
                            [ "${run%%:*}" = "$pid" ] || kept="$kept $run"
                        done
                        runs=$kept ;;
                    interrupt) same "$pid" "$start" && kill -s INT "$pid" ;;
                esac
            done
            [ -z "$runs" ] && exit 0
            signal INT
            sleep 1
            signal KILL
            """;

    private final Map<Long, String> watched = new HashMap<>();
    private @Nullable Process shell;
    private long shellSinceNanos;
    private int shortLives;
    private boolean closed;

    /** From now on this child does not outlive the server. */
    synchronized void watch(long pid, String startTime) throws IOException {
        watched.put(pid, startTime);
        if (shell == null) {
            open();
            return;
        }
        try {
            tell("watch", pid, startTime);
        } catch (IOException _) {
            // It died, and the thread that replaces it has not come round to it.
            open();
        }
    }

    /** The child is gone. */
    synchronized void forget(long pid) {
        String startTime = watched.remove(pid);
        if (startTime == null) {
            return;
        }
        try {
            tell("forget", pid, startTime);
        } catch (IOException _) {
            // A dead guard remembers nothing, and the next one is not told.
        }
    }

    /** Sends SIGINT, which the JDK cannot. */
    synchronized void interrupt(long pid) throws IOException {
        String startTime = watched.get(pid);
        if (startTime != null) {
            tell("interrupt", pid, startTime);
        }
    }

    /** Ends the guard, and with it every child that is still watched. */
    @Override
    public synchronized void close() {
        closed = true;
        if (shell != null) {
            try {
                shell.getOutputStream().close();
            } catch (IOException _) {
                // Closed is closed.
            }
        }
    }

    /** The pid of the shell, for tests that kill it. */
    synchronized long pid() {
        return shell == null ? 0 : shell.pid();
    }

    private void open() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", SCRIPT, "dragonfork-guard")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        RunEnvironment.apply(builder, false);
        Process opened = builder.start();
        shell = opened;
        shellSinceNanos = System.nanoTime();
        for (Map.Entry<Long, String> each : watched.entrySet()) {
            tell("watch", each.getKey(), each.getValue());
        }
        Thread.ofVirtual().name("ffmpeg-guard").start(() -> awaitEnd(opened));
    }

    private void awaitEnd(Process opened) {
        try {
            opened.waitFor();
        } catch (InterruptedException _) {
            return;
        }
        replace(opened);
    }

    private synchronized void replace(Process ended) {
        if (closed || !ended.equals(shell)) {
            return;
        }
        shell = null;
        shortLives = System.nanoTime() - shellSinceNanos < SHORT_LIFE.toNanos() ? shortLives + 1 : 0;
        if (watched.isEmpty()) {
            return;
        }
        if (shortLives > MAX_SHORT_LIVES) {
            LOG.error("/bin/sh ends as soon as it is started; until the next run FFmpeg would outlive a killed server");
            return;
        }
        LOG.warn("the guard that ends FFmpeg when this server dies was killed; starting another");
        try {
            open();
        } catch (IOException e) {
            LOG.error("no guard could be started: {}; FFmpeg would outlive a killed server", e.getMessage());
        }
    }

    private void tell(String order, long pid, String startTime) throws IOException {
        if (shell == null) {
            throw new IOException("no guard is there");
        }
        byte[] line = (order + " " + pid + " " + startTime + "\n").getBytes(StandardCharsets.US_ASCII);
        shell.getOutputStream().write(line);
        shell.getOutputStream().flush();
    }
}
