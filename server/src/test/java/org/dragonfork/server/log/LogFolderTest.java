package org.dragonfork.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogFolderTest {
    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final LogFolder folder = new LogFolder(() -> now, Duration.ofSeconds(1));

    @Test
    void firstLineOfAKindComesAtOnceAndTheRestAreCounted() {
        assertThat(folder.admit("a", "line")).hasValue(0);
        now = SECOND / 2;
        assertThat(folder.admit("a", "line")).isEmpty();
        assertThat(folder.admit("a", "line")).isEmpty();
        assertThat(folder.admit("b", "line")).as("another kind").hasValue(0);
        now = SECOND;
        assertThat(folder.admit("a", "line")).hasValue(2);
        now = 3 * SECOND;
        assertThat(folder.admit("a", "line")).hasValue(0);
    }

    @Test
    void saysHowOftenALineWasHeldBackWhenNoOtherFollows() {
        folder.admit("a", "first");
        folder.admit("a", "second");
        folder.admit("a", "third");
        folder.admit("b", "alone");
        assertThat(folder.overdue()).as("still within the second").isEmpty();
        now = SECOND;

        assertThat(folder.overdue()).containsExactly(new LogFolder.Overdue("third", 2));
        assertThat(folder.overdue()).isEmpty();
        assertThat(folder.admit("a", "fourth"))
                .as("a second from the last line")
                .isEmpty();
    }

    @Test
    void manyKindsDoNotGrowIt() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(folder.admit("kind " + i, "line")).hasValue(0);
        }
        assertThat(folder.admit("kind 0", "line")).as("forgotten long ago").hasValue(0);
        assertThat(folder.admit("kind 99999", "line")).as("still known").isEmpty();
    }
}
