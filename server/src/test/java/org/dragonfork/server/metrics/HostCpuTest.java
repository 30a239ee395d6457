package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCpuTest {
    @TempDir
    private Path folder = Path.of("");

    private HostFixture host = new HostFixture(folder);

    @BeforeEach
    void makeHost() {
        host = new HostFixture(folder).withProc("stat", "cpu 100 0 100 800 0 0 0 0\n");
    }

    private HostCpu cpu() {
        return new HostCpu(host.procFiles(), () -> host.nanos);
    }

    @Test
    void showsTheMeanSinceTheMachineStartedAtFirst() {
        assertThat(cpu().shares()).contains(new HostCpu.Shares(10, 10, 80, 0));
    }

    @Test
    void showsTheMeanSinceTheReadingBefore() {
        HostCpu cpu = cpu();
        host.nanos += 10 * HostFixture.SECOND;
        host.withProc("stat", "cpu 150 20 110 815 5 0 0 0\n");

        assertThat(cpu.shares()).contains(new HostCpu.Shares(10, 50, 15, 25));
    }

    @Test
    void repeatsItselfWithinASecond() {
        HostCpu cpu = cpu();
        host.nanos += HostFixture.SECOND - 1;
        host.withProc("stat", "cpu 200 0 100 800 0 0 0 0\n");

        assertThat(cpu.shares()).contains(new HostCpu.Shares(10, 10, 80, 0));

        host.nanos += 1;
        assertThat(cpu.shares()).contains(new HostCpu.Shares(0, 100, 0, 0));
    }

    @Test
    void keepsToTheRangeWhenCountersGoBack() {
        HostCpu cpu = cpu();
        host.nanos += HostFixture.SECOND;
        host.withProc("stat", "cpu 300 0 100 790 0 0 0 0\n");

        assertThat(cpu.shares()).contains(new HostCpu.Shares(0, 100, 0, 0));

        host.nanos += HostFixture.SECOND;
        host.withProc("stat", "cpu 0 0 0 0 0 0 0 0\n");

        assertThat(cpu.shares()).contains(new HostCpu.Shares(0, 100, 0, 0));
    }

    @Test
    void isEmptyWithoutTheFileOrTheLine() {
        host.withProc("stat", "cpu0 100 0 100 800 0 0 0 0\n");
        assertThat(cpu().shares()).isEmpty();
        host.withProc("stat", "cpu 100 0 100\n");
        assertThat(cpu().shares()).isEmpty();
        assertThat(new HostCpu(new HostFiles(folder.resolve("none")), () -> 0).shares())
                .isEqualTo(Optional.empty());
    }
}
