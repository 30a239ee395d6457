package org.dragonfork.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogFolderTest {
    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final LogFolder folder = new LogFolder(() -> now);

    @Test
    void firstLineOfAKindComesAtOnceAndTheRestAreCounted() {
        assertThat(folder.admit("a")).hasValue(0);
        now = SECOND / 2;
        assertThat(folder.admit("a")).isEmpty();
        assertThat(folder.admit("a")).isEmpty();
        assertThat(folder.admit("b")).as("another kind").hasValue(0);
        now = SECOND;
        assertThat(folder.admit("a")).hasValue(2);
        now = 3 * SECOND;
        assertThat(folder.admit("a")).hasValue(0);
    }

    @Test
    void manyKindsDoNotGrowIt() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(folder.admit("kind " + i)).hasValue(0);
        }
        assertThat(folder.admit("kind 0")).as("forgotten long ago").hasValue(0);
        assertThat(folder.admit("kind 99999")).as("still known").isEmpty();
    }
}
