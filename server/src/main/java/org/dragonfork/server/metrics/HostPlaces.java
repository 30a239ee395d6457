package org.dragonfork.server.metrics;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the families of the machine are read.
 *
 * @param proc where {@code /proc} is
 * @param cgroups where the control groups are
 * @param disk a folder of the disk that is measured, which is also the value of the label {@code path}
 * @param filesystems folders in which the server keeps files; none where it keeps none
 */
public record HostPlaces(Path proc, Path cgroups, Path disk, List<HostFolder> filesystems) {
    public HostPlaces {
        filesystems = List.copyOf(filesystems);
    }

    /** The places of Linux. */
    public static HostPlaces ofLinux(Path disk, List<HostFolder> filesystems) {
        return new HostPlaces(Path.of("/proc"), Path.of("/sys/fs/cgroup"), disk, filesystems);
    }
}
