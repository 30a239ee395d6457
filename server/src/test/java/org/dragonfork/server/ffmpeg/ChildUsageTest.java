package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildUsageTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path proc = Path.of("");

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    private void used(long userTicks, long systemTicks) throws IOException {
        write(
                "9/stat",
                "9 (a) S (b) S 1 9 9 0 -1 4194304 100 0 0 0 " + userTicks + " " + systemTicks
                        + " 7 7 20 0 1 0 4711 3133440 394 18446744073709551615\n");
    }

    @Test
    void tellsTheMeanSinceTheSampleBefore() throws IOException {
        write("9/status", "Name:\tffmpeg\nVmPeak:\t 9000 kB\nVmRSS:\t    2048 kB\n");
        ChildUsage usage = new ChildUsage(proc, 9, 2, 100);
        used(30, 10);
        assertThat(usage.sample(100 + SECOND)).contains(new Run.Usage(20, 2048 * 1024));
        used(130, 10);
        assertThat(usage.sample(100 + 2 * SECOND)).contains(new Run.Usage(50, 2048 * 1024));
        assertThat(usage.sample(100 + 3 * SECOND)).contains(new Run.Usage(0, 2048 * 1024));
    }

    @Test
    void countsNoMoreThanAll() throws IOException {
        write("9/status", "");
        ChildUsage usage = new ChildUsage(proc, 9, 0.5, 0);
        used(70, 0);
        assertThat(usage.sample(SECOND)).contains(new Run.Usage(100, 0));
    }

    @Test
    void isEmptyWithoutAChild() {
        assertThat(new ChildUsage(proc, 10, 1, 0).sample(SECOND)).isEmpty();
        assertThat(ChildUsage.startTime(proc, 10)).isEqualTo("-");
    }

    @Test
    void takesAnyText() throws IOException {
        Random random = new Random(3);
        ChildUsage usage = new ChildUsage(proc, 9, 2, 0);
        for (int i = 1; i < 500; i++) {
            used(random.nextLong(1_000_000_000), 99);
            String stat = Files.readString(proc.resolve("9/stat"), StandardCharsets.ISO_8859_1);
            int cut = random.nextInt(stat.length());
            write("9/stat", stat.substring(0, cut) + "\u00ff(9)".repeat(random.nextInt(3)) + stat.substring(cut));
            write("9/status", "VmRSS: " + "9".repeat(random.nextInt(20)) + " kB");
            usage.sample(i * SECOND).ifPresent(read -> {
                assertThat(read.cpuPercent()).isBetween(0.0, 100.0);
                assertThat(read.memoryBytes()).isNotNegative();
            });
        }
    }

    @Test
    void knowsThisProcess() {
        Path real = Path.of("/proc");
        long pid = ProcessHandle.current().pid();
        Run.Usage usage = new ChildUsage(real, pid, 1, 0).sample(SECOND).orElseThrow();
        assertThat(usage.memoryBytes()).isGreaterThan(10_000_000);
        assertThat(usage.cpuPercent()).isPositive();
        assertThat(Long.parseLong(ChildUsage.startTime(real, pid))).isPositive();
    }

    @Test
    void knowsTheQuotaOfControlGroups() throws IOException {
        Path cgroups = proc.resolve("cgroup");
        assertThat(CpuCapacity.processors(4, proc, cgroups)).isEqualTo(4);

        write("self/cgroup", "0::/a/b\n");
        write("cgroup/a/b/cpu.max", "max 100000\n");
        write("cgroup/a/cpu.max", "150000 100000\n");
        assertThat(CpuCapacity.processors(4, proc, cgroups)).isEqualTo(1.5);
        assertThat(CpuCapacity.processors(1, proc, cgroups)).isEqualTo(1);
        write("cgroup/cpu.max", "50000 100000\n");
        assertThat(CpuCapacity.processors(4, proc, cgroups)).isEqualTo(0.5);

        write("self/cgroup", "4:memory:/x\n3:cpu,cpuacct:/x\n");
        write("cgroup/cpu,cpuacct/x/cpu.cfs_quota_us", "200000\n");
        write("cgroup/cpu,cpuacct/x/cpu.cfs_period_us", "100000\n");
        assertThat(CpuCapacity.processors(4, proc, cgroups)).isEqualTo(2);
        write("cgroup/cpu,cpuacct/x/cpu.cfs_quota_us", "-1\n");
        assertThat(CpuCapacity.processors(4, proc, cgroups)).isEqualTo(4);
        write("self/cgroup", "0::/../../\0/b\n");
        assertThat(CpuCapacity.processors(4, proc, cgroups)).isBetween(0.5, 4.0);
    }
}
