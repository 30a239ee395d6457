package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessUsageTest {
    @TempDir
    private Path folder = Path.of("");

    private HostFixture host = new HostFixture(folder);
    private ProcessUsage usage = new ProcessUsage(host.procFiles(), 2, () -> host.nanos);

    @BeforeEach
    void makeHost() {
        host = new HostFixture(folder)
                .withProc("uptime", "1000.50 1500.00\n")
                .withProc("9/status", "Name:\tffmpeg\nVmPeak:\t 9000 kB\nVmRSS:\t    2048 kB\n");
        usage = new ProcessUsage(host.procFiles(), 2, () -> host.nanos);
    }

    private void used(long userTicks, long systemTicks, long startTicks) {
        host.withProc(
                "9/stat",
                "9 (a) S (b) S 1 9 9 0 -1 4194304 100 0 0 0 " + userTicks + " " + systemTicks + " 7 7 20 0 1 0 "
                        + startTicks + " 3133440 394 18446744073709551615\n");
    }

    private double percent() {
        return usage.read(9).orElseThrow().cpuPercent();
    }

    @Test
    void showsTheMeanSinceTheProcessBeganAtFirst() {
        used(300, 100, 99_250);

        assertThat(usage.read(9)).contains(new ProcessUsage.Reading(25, 2048 * 1024));
    }

    @Test
    void showsTheMeanSinceTheReadingBefore() {
        used(300, 100, 99_250);
        percent();
        host.nanos += HostFixture.SECOND / 2;
        used(350, 130, 99_250);
        assertThat(percent()).isEqualTo(25);

        host.nanos += 3 * HostFixture.SECOND / 2;
        used(400, 150, 99_250);
        assertThat(percent()).isEqualTo(37.5);
    }

    @Test
    void beginsAnewWithAnotherProcessOfTheSamePid() {
        used(300, 100, 99_250);
        percent();
        host.nanos += 2 * HostFixture.SECOND;
        used(10, 0, 99_950);

        assertThat(percent()).isEqualTo(5);
    }

    @Test
    void forgetsProcessesThatAreGone() {
        used(300, 100, 99_250);
        percent();
        usage.retain(Set.of());
        host.nanos += 2 * HostFixture.SECOND;

        assertThat(percent()).isEqualTo(25);
    }

    @Test
    void isEmptyWithoutAProcess() {
        assertThat(usage.read(10)).isEmpty();
        assertThat(usage.read(-1)).isEmpty();
    }

    @Test
    void knowsThisProcess() {
        var real = new ProcessUsage(new HostFiles(Path.of("/proc")), 1, System::nanoTime);

        ProcessUsage.Reading reading = real.read(ProcessHandle.current().pid()).orElseThrow();

        assertThat(reading.memoryBytes()).isGreaterThan(10_000_000);
        assertThat(reading.cpuPercent()).isBetween(0.1, 100.0);
    }
}
