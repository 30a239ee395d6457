package org.dragonfork.server.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files as the kernel shows them, in folders of the test, and a clock that the test moves. */
final class HostFixture {
    static final long SECOND = 1_000_000_000L;

    final Path proc;
    final Path cgroups;
    final Path disk;
    long nanos = -5;

    HostFixture(Path folder) {
        proc = folder.resolve("proc");
        cgroups = folder.resolve("cgroup");
        disk = folder.resolve("disk");
    }

    HostFixture withProc(String name, String text) {
        write(proc.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    HostFixture withCgroup(String name, String text) {
        write(cgroups.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    HostFiles procFiles() {
        return new HostFiles(proc);
    }

    HostPlaces places(HostFolder... folders) {
        return new HostPlaces(proc, cgroups, disk, List.of(folders));
    }

    /** A machine as it usually is. */
    HostFixture usual() {
        return withProc("stat", "cpu  1000 200 500 8000 100 50 50 100 30 0\ncpu0 1 2 3 4\nintr 5 6\n")
                .withProc(
                        "meminfo",
                        "MemTotal:        8000000 kB\nMemFree:          100000 kB\nMemAvailable:    5000000 kB\n")
                .withProc("net/dev", """
                        Inter-|   Receive                                                |  Transmit
                         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                            lo: 1000       5    0    0    0     0          0         0     1000       5    0    0    0     0       0          0
                          eth0:23456789012 183    0    0    0     0          0         0  1843047   16286    0    0    0     0       0          0
                        """);
    }

    static void write(Path path, byte[] bytes) {
        Path file = path.normalize();
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
