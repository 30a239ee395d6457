package org.dragonfork.server.metrics;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The memory that this server may use: that of the machine, or the lowest limit of the control groups (version 1 or 2) it runs
 * in when that is lower.
 */
final class HostMemory {
    /** {@code PATH_MAX} of Linux. */
    private static final int LONGEST_PATH = 4096;

    private final HostFiles proc;
    private final HostFiles cgroups;

    /** @param cgroups where the control groups are mounted */
    HostMemory(HostFiles proc, HostFiles cgroups) {
        this.proc = proc;
        this.cgroups = cgroups;
    }

    /**
     * @param total bytes
     * @param available bytes that can be had without swapping; pages of files that were not used lately count as such
     */
    record Reading(long total, long available) {}

    private record Version(String folder, String limit, String usage, String inactive) {
        static final Version ONE =
                new Version("memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
        static final Version TWO = new Version("", "memory.max", "memory.current", "inactive_file");
    }

    /** Empty when neither the machine nor a control group tells. */
    Optional<Reading> read() {
        OptionalLong total = proc.number("meminfo", "MemTotal:");
        OptionalLong available = proc.number("meminfo", "MemAvailable:");
        Optional<Reading> lowest = total.isEmpty() || available.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reading(kib(total.getAsLong()), kib(available.getAsLong())));
        Version version = Version.TWO;
        String group = "/";
        for (String line : proc.text("self/cgroup").orElse("").lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].equals("memory")) {
                version = Version.ONE;
                group = parts[2];
                break;
            }
            if (parts.length == 3 && parts[0].equals("0") && parts[1].isEmpty()) {
                group = parts[2];
            }
        }
        return withLimits(lowest, version, group);
    }

    // In a container the path may be the one outside of it, which is not there; its own group is then the root.
    private Optional<Reading> withLimits(Optional<Reading> machine, Version version, String group) {
        Optional<Reading> lowest = machine;
        for (Path path = groupPath(group); path != null; path = path.getParent()) {
            Optional<Reading> limited = limit(version, version.folder() + path + "/");
            if (limited.isPresent()
                    && (lowest.isEmpty() || limited.get().total() < lowest.get().total())) {
                lowest = limited;
            }
        }
        if (machine.isEmpty() || lowest.isEmpty()) {
            return lowest;
        }
        return Optional.of(new Reading(
                lowest.get().total(),
                Math.min(lowest.get().available(), machine.get().available())));
    }

    private Optional<Reading> limit(Version version, String folder) {
        String under = folder.replaceFirst("^/+", "").replaceFirst("/+$", "/");
        OptionalLong limit = cgroups.number(under + version.limit());
        OptionalLong usage = cgroups.number(under + version.usage());
        if (limit.isEmpty() || usage.isEmpty()) {
            return Optional.empty();
        }
        long inactive =
                cgroups.number(under + "memory.stat", version.inactive()).orElse(0);
        long used = Math.max(0, usage.getAsLong() - inactive);
        return Optional.of(new Reading(limit.getAsLong(), Math.max(0, limit.getAsLong() - used)));
    }

    private static Path groupPath(String group) {
        Path root = Path.of("/");
        if (group.length() > LONGEST_PATH) {
            return root;
        }
        try {
            return root.resolve(group.startsWith("/") ? group : "/" + group).normalize();
        } catch (InvalidPathException _) {
            return root;
        }
    }

    private static long kib(long number) {
        // Numbers in the file end at 10^18 - 1, which is more bytes than a long has.
        return Math.min(number, Long.MAX_VALUE / 1024) * 1024;
    }
}
