package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one child uses, out of {@code /proc/PID}. Not thread-safe; nano times must not go back. */
final class ChildUsage {
    /** {@code USER_HZ}, in which the kernel tells times to programs, on every platform of Linux that the JDK runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*(\\d{1,15}) kB");

    private final Path folder;
    private final double processors;
    private long ticks;
    private long nanos;

    /**
     * @param proc where {@code /proc} is
     * @param processors that the machine has or the control group allows
     * @param startNanos when the child began
     */
    ChildUsage(Path proc, long pid, double processors, long startNanos) {
        folder = proc.resolve(Long.toString(pid));
        this.processors = processors;
        nanos = startNanos;
    }

    /** The processor time since the last sample, at first since the child began; empty without a child or without /proc. */
    Optional<Run.Usage> sample(long nowNanos) {
        try {
            List<String> fields = fields(folder);
            // proc_pid_stat(5): utime is field 14 and stime 15, and the first of these is field 3.
            long now = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
            double seconds = Math.max(1, nowNanos - nanos) / 1e9;
            double percent = Math.clamp(100 * (now - ticks) / TICKS_PER_SECOND / seconds / processors, 0, 100);
            ticks = now;
            nanos = nowNanos;
            return Optional.of(new Run.Usage(percent, resident()));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    /** Tells a process from a later one with the same pid; "-" where there is no /proc. */
    static String startTime(Path proc, long pid) {
        try {
            return fields(proc.resolve(Long.toString(pid))).get(19);
        } catch (IOException | IndexOutOfBoundsException _) {
            return "-";
        }
    }

    private long resident() throws IOException {
        String status = Files.readString(folder.resolve("status"), StandardCharsets.ISO_8859_1);
        Matcher resident = RESIDENT.matcher(status);
        return resident.find() ? 1024 * Long.parseLong(resident.group(1)) : 0;
    }

    // The name stands in brackets and may hold anything, brackets too.
    private static List<String> fields(Path folder) throws IOException {
        String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
        return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    }
}
