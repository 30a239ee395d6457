package org.dragonfork.egress.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RunLimits BOTH = new RunLimits(50, 1000, Duration.ofSeconds(3));

    @Test
    void endsARunThatIsAboveALimitAllTheTime() {
        LimitWatch cpu = new LimitWatch(BOTH);
        for (int second = 0; second < 3; second++) {
            assertThat(cpu.sample(80, 10, second * SECOND)).isEmpty();
        }
        assertThat(cpu.sample(80.04, 10, 3 * SECOND)).contains("above its limit of 50.0 % CPU for 3 s, now 80.0 %");

        LimitWatch memory = new LimitWatch(BOTH);
        for (int second = 0; second < 3; second++) {
            assertThat(memory.sample(50, 1001, second * SECOND)).isEmpty();
        }
        assertThat(memory.sample(50, 2000, 3 * SECOND))
                .contains("above its limit of 1000 bytes of memory for 3 s, now 2000");
    }

    @Test
    void beginsAnewWhenTheRunDips() {
        LimitWatch watch = new LimitWatch(BOTH);
        for (int second = 0; second < 100; second++) {
            // Above for three samples of four, but never for three seconds.
            assertThat(watch.sample(second % 4 == 0 ? 50 : 90, 0, second * SECOND))
                    .isEmpty();
        }
    }

    @Test
    void watchesProcessorAndMemoryApart() {
        LimitWatch watch = new LimitWatch(BOTH);
        for (int second = 0; second < 100; second += 2) {
            assertThat(watch.sample(90, 0, second * SECOND)).isEmpty();
            assertThat(watch.sample(0, 5000, (second + 1) * SECOND)).isEmpty();
        }
    }

    @Test
    void endsAtOnceWithoutATimeToWait() {
        LimitWatch watch = new LimitWatch(new RunLimits(50, 0, Duration.ZERO));
        assertThat(watch.sample(50, Long.MAX_VALUE, 0)).isEmpty();
        assertThat(watch.sample(51, 0, 1)).isPresent();
    }

    @Test
    void neverEndsARunWithoutLimits() {
        LimitWatch watch = new LimitWatch(RunLimits.NONE);
        assertThat(watch.sample(100, Long.MAX_VALUE, 0)).isEmpty();
        assertThat(RunLimits.NONE.exist()).isFalse();
        assertThat(BOTH.exist()).isTrue();
    }

    @Test
    void refusesLimitsOutOfRange() {
        assertThatThrownBy(() -> new RunLimits(101, 0, Duration.ZERO)).hasMessageContaining("0 to 100 percent");
        assertThatThrownBy(() -> new RunLimits(Double.NaN, 0, Duration.ZERO)).hasMessageContaining("0 to 100 percent");
        assertThatThrownBy(() -> new RunLimits(0, -1, Duration.ZERO)).hasMessageContaining("negative");
        assertThatThrownBy(() -> new RunLimits(0, 0, Duration.ofSeconds(-1))).hasMessageContaining("negative");
    }
}
