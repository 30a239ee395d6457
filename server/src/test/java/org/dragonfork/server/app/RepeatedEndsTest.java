package org.dragonfork.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.dragonfork.egress.event.StreamId;
import org.junit.jupiter.api.Test;

class RepeatedEndsTest {
    private static final StreamId CAM = new StreamId("cam");
    private static final StreamId OTHER = new StreamId("other");
    private static final long SECOND = 1_000_000_000L;

    private long now = -50 * SECOND;
    private final RepeatedEnds ends = new RepeatedEnds(() -> now);

    @Test
    void aCameraThatIsAwayIsToldOnceAndThenEveryTenMinutesWithACount() {
        int lines = 0;
        for (int i = 0; i < 1000; i++) {
            var line = ends.ended(CAM, "connection refused");
            if (line.isPresent()) {
                assertThat(line.get()).isEqualTo(lines == 0 ? "" : " (200 times since this was told last)");
                lines++;
            }
            now += 3 * SECOND;
        }
        assertThat(lines).isEqualTo(5);
        assertThat(ends.isRepeating(OTHER)).isFalse();
    }

    @Test
    void anotherReasonAndAnEndAfterAGoodRunAreNews() {
        assertThat(ends.ended(CAM, "a")).contains("");
        assertThat(ends.isRepeating(CAM)).as("the second try is told, too").isFalse();
        assertThat(ends.ended(OTHER, "a")).contains("");
        assertThat(ends.ended(CAM, "a")).isEmpty();
        assertThat(ends.isRepeating(CAM)).isTrue();
        assertThat(ends.ended(CAM, "b")).contains("");
        ends.opened(CAM);
        assertThat(ends.ended(CAM, "b")).contains("");
        ends.forget(CAM);
        assertThat(ends.ended(CAM, "b")).contains("");
    }
}
