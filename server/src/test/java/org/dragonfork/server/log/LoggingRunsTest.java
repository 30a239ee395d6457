package org.dragonfork.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoggingRunsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final StreamId CAM = new StreamId("cam");
    private static final String REFUSED = "process cam: FFmpeg ended, state=FAILED: connection refused";

    @RegisterExtension
    private final LinesOfLogger logger = new LinesOfLogger("dragonfork.process");

    private long now;
    private final LoggingRuns runs = new LoggingRuns(() -> now);

    private void tryInVain(String why) {
        runs.started(CAM);
        runs.failed(CAM, new RunEnd(ProcessState.FAILED, why, Optional.empty()));
        now += 5 * SECOND;
    }

    @Test
    void saysOnlyOnceThatTheInputIsRefusedUntilItIsLetIn() {
        for (int i = 0; i < 10; i++) {
            runs.started(CAM);
            runs.failed(CAM, new RunEnd(ProcessState.FAILED, "refuses the login", true, Optional.empty()));
            now += 60 * SECOND;
            runs.flush();
        }
        assertThat(logger.said())
                .containsExactly(
                        "process cam: FFmpeg starts",
                        "process cam: FFmpeg ended, state=FAILED: refuses the login; tried again ever more seldom, said"
                                + " once");

        runs.running(CAM);
        runs.failed(CAM, new RunEnd(ProcessState.FAILED, "refuses the login", true, Optional.empty()));
        assertThat(logger.said()).hasSize(4);
    }

    @Test
    void saysOnceAMinuteThatAProcessFailsAgainAndAgain() {
        for (int i = 0; i < 13; i++) {
            tryInVain("connection refused");
        }
        assertThat(logger.said())
                .containsExactly(
                        "process cam: FFmpeg starts",
                        REFUSED,
                        "process cam: FFmpeg starts",
                        REFUSED + " (and 11 times more before)");
    }

    @Test
    void saysAtOnceWhatIsNew() {
        tryInVain("connection refused");
        tryInVain("connection refused");
        tryInVain("no route to host");
        assertThat(logger.said()).last().isEqualTo("process cam: FFmpeg ended, state=FAILED: no route to host");
        runs.started(new StreamId("door"));
        assertThat(logger.said()).last().isEqualTo("process door: FFmpeg starts");
    }

    @Test
    void saysThatItRunsAgainAndHowOftenItHadFailed() {
        for (int i = 0; i < 3; i++) {
            tryInVain("connection refused");
        }
        runs.started(CAM);
        runs.running(CAM);
        assertThat(logger.said()).last().isEqualTo("process cam: FFmpeg runs again");
        now += 60 * SECOND;
        runs.flush();
        runs.flush();
        assertThat(logger.said()).hasSize(5).last().isEqualTo(REFUSED + " (2 times more)");
        runs.stopped(CAM);
        runs.started(CAM);
        assertThat(logger.said()).endsWith("process cam: FFmpeg stopped", "process cam: FFmpeg starts");
    }

    @Test
    void isQuietAlsoAboutARunThatFailsSoonAfterItsBeginning() {
        for (int i = 0; i < 12; i++) {
            runs.started(CAM);
            runs.running(CAM);
            runs.failed(CAM, new RunEnd(ProcessState.FAILED, "broken pipe", Optional.empty()));
            now += 5 * SECOND;
        }
        assertThat(logger.said())
                .containsExactly(
                        "process cam: FFmpeg starts",
                        "process cam: FFmpeg ended, state=FAILED: broken pipe",
                        "process cam: FFmpeg starts",
                        "process cam: FFmpeg runs again");
    }
}
