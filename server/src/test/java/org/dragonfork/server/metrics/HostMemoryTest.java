package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dragonfork.server.metrics.HostMemory.Reading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMemoryTest {
    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path folder = Path.of("");

    private HostFixture host = new HostFixture(folder);
    private HostMemory memory = new HostMemory(host.procFiles(), host.procFiles());

    @BeforeEach
    void makeHost() {
        host = new HostFixture(folder).withProc("meminfo", "MemTotal: 2097152 kB\nMemAvailable: 1048576 kB\n");
        memory = new HostMemory(host.procFiles(), new HostFiles(host.cgroups));
    }

    private void limitTwo(String group, String limit, long usage, long inactive) {
        host.withCgroup(group + "memory.max", limit + "\n")
                .withCgroup(group + "memory.current", usage + "\n")
                .withCgroup(group + "memory.stat", "anon 5\ninactive_file " + inactive + "\n");
    }

    @Test
    void isThatOfTheMachineWithoutALimit() {
        assertThat(memory.read()).contains(new Reading(2048 * MIB, 1024 * MIB));

        host.withProc("self/cgroup", "0::/\n");
        limitTwo("", "max", 5 * MIB, 0);
        assertThat(memory.read()).contains(new Reading(2048 * MIB, 1024 * MIB));
    }

    @Test
    void isTheLimitOfAContainer() {
        host.withProc("self/cgroup", "0::/\n");
        limitTwo("", Long.toString(512 * MIB), 400 * MIB, 100 * MIB);

        assertThat(memory.read()).contains(new Reading(512 * MIB, 212 * MIB));
    }

    @Test
    void isTheLowestLimitOfAllGroupsAround() {
        host.withProc("self/cgroup", "0::/system.slice/dragonfork.service\n");
        limitTwo("system.slice/dragonfork.service/", "max", MIB, 0);
        limitTwo("system.slice/", Long.toString(256 * MIB), 200 * MIB, 0);
        limitTwo("", Long.toString(1024 * MIB), 900 * MIB, 0);

        assertThat(memory.read()).contains(new Reading(256 * MIB, 56 * MIB));
    }

    @Test
    void knowsTheFirstVersionOfControlGroups() {
        host.withProc("self/cgroup", "9:name=systemd:/\n4:memory:/docker/abc\n0::/\n")
                .withCgroup("memory/memory.limit_in_bytes", 128 * MIB + "\n")
                .withCgroup("memory/memory.usage_in_bytes", 100 * MIB + "\n")
                .withCgroup("memory/memory.stat", "inactive_file 1\ntotal_inactive_file " + 50 * MIB + "\n");
        assertThat(memory.read()).contains(new Reading(128 * MIB, 78 * MIB));

        host.withCgroup("memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(memory.read()).contains(new Reading(2048 * MIB, 1024 * MIB));
    }

    @Test
    void cannotHaveMoreThanTheMachineHas() {
        host.withProc("meminfo", "MemTotal: 2097152 kB\nMemAvailable: 1024 kB\n");
        limitTwo("", Long.toString(512 * MIB), 0, 0);

        assertThat(memory.read()).contains(new Reading(512 * MIB, MIB));
    }

    @Test
    void doesNotLookOutsideOfTheControlGroups() {
        host.withProc("self/cgroup", "0::/../../../proc\n")
                .withProc("memory.max", "1\n")
                .withProc("memory.current", "1\n");

        assertThat(memory.read()).contains(new Reading(2048 * MIB, 1024 * MIB));
    }
}
