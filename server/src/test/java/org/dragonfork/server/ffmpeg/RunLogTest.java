package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.dragonfork.egress.supervise.LogLine;
import org.dragonfork.egress.supervise.RunReport;
import org.junit.jupiter.api.Test;

class RunLogTest {
    private Instant now = Instant.ofEpochSecond(1000);
    private final RunLog log = new RunLog(new ReportLimits(5, 2), List.of(), () -> now);

    @Test
    void keepsTheLastLinesOnly() {
        log.begin();
        for (int i = 0; i < 1000; i++) {
            log.add("line " + i);
            log.add("  ");
        }
        assertThat(log.report().current().log())
                .hasSize(5)
                .startsWith(new LogLine(now, "line 995"))
                .endsWith(new LogLine(now, "line 999"));
        log.add("y".repeat(5000));
        assertThat(log.lastLine()).hasSize(1024);
    }

    @Test
    void keepsTheBeginningAndTheEndOfThePrelude() {
        log.begin();
        for (int i = 0; i < 100; i++) {
            log.add("line " + i);
        }
        assertThat(log.report().current().prelude()).hasSize(100).endsWith("line 99");
        for (int i = 100; i < 160; i++) {
            log.add("line " + i);
        }
        log.endPrelude();
        log.add("after the prelude");

        List<String> prelude = log.report().current().prelude();
        assertThat(prelude).hasSize(151).startsWith("line 0").endsWith("line 159");
        assertThat(prelude.subList(99, 102)).containsExactly("line 99", "... 10 lines left out ...", "line 110");
        assertThat(log.lastLine()).isEqualTo("after the prelude");
    }

    @Test
    void keepsAFewRunsAsHistory() {
        assertThat(log.report().history()).isEmpty();
        for (int run = 0; run < 5; run++) {
            now = Instant.ofEpochSecond(2000 + run);
            log.begin();
            log.add("run " + run);
            log.endPrelude();
        }
        assertThat(log.report().current()).isEqualTo(report(4));
        assertThat(log.report().history()).containsExactly(report(2), report(3));
    }

    @Test
    void goesOnWithTheHistoryOfAnEarlierProcess() {
        RunLog next = new RunLog(new ReportLimits(5, 2), List.of(report(0), report(1), report(2)), () -> now);
        assertThat(next.report().history()).containsExactly(report(1), report(2));
        next.begin();
        assertThat(next.report().history()).containsExactly(report(1), report(2));
        next.begin();
        assertThat(next.report().history()).hasSize(2).startsWith(report(2));
    }

    @Test
    void keepsNothingWhenItMayNot() {
        RunLog none = new RunLog(new ReportLimits(0, 0), List.of(), () -> now);
        none.begin();
        none.add("line");
        none.begin();
        assertThat(none.report().current().log()).isEmpty();
        assertThat(none.report().history()).isEmpty();
        assertThat(none.lastLine()).isEmpty();
    }

    private static RunReport report(int run) {
        Instant at = Instant.ofEpochSecond(2000 + run);
        return new RunReport(at, List.of("run " + run), List.of(new LogLine(at, "run " + run)));
    }
}
