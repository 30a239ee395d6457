package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many processors this server may use: those of the machine, or fewer when its control groups (version 1 or 2) say so. */
final class CpuCapacity {
    private static final Pattern GROUP = Pattern.compile("(?m)^\\d{1,9}:([^:\\n]*):(/[^\\n]{0,4096})$");
    private static final Pattern QUOTA = Pattern.compile("^(\\d{1,15}) (\\d{1,15})\\s*$");

    private CpuCapacity() {}

    /**
     * @param machine processors of the machine
     * @param proc where {@code /proc} is
     * @param cgroups where the control groups are mounted
     */
    static double processors(int machine, Path proc, Path cgroups) {
        double least = machine;
        Matcher groups = GROUP.matcher(text(proc.resolve("self/cgroup")));
        while (groups.find()) {
            String controllers = groups.group(1);
            if (controllers.isEmpty() || ("," + controllers + ",").contains(",cpu,")) {
                least = Math.min(least, ofGroup(cgroups.resolve(controllers), groups.group(2)));
            }
        }
        return least;
    }

    // A limit of any group above counts too. In a container the path may be the one outside of it, which is not there;
    // its
    // own group is then the root.
    private static double ofGroup(Path root, String group) {
        double least = Double.MAX_VALUE;
        try {
            Path path = Path.of(group).normalize();
            while (path != null) {
                Path folder = root.resolve(path.toString().substring(1));
                least = Math.min(least, quota(text(folder.resolve("cpu.max"))));
                least = Math.min(
                        least,
                        quota(text(folder.resolve("cpu.cfs_quota_us")).strip() + " "
                                + text(folder.resolve("cpu.cfs_period_us")).strip()));
                path = path.getParent();
            }
        } catch (InvalidPathException _) {
            return least;
        }
        return least;
    }

    private static double quota(String text) {
        Matcher quota = QUOTA.matcher(text);
        if (!quota.matches()) {
            return Double.MAX_VALUE;
        }
        double micros = Double.parseDouble(quota.group(1));
        double period = Double.parseDouble(quota.group(2));
        return micros > 0 && period > 0 ? micros / period : Double.MAX_VALUE;
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException _) {
            return "";
        }
    }
}
