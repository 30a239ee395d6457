package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlidingMeanTest {
    private static final long SECOND = 1_000_000_000L;
    // Nano times may wrap.
    private static final long T0 = nearTheWrap();

    private static long nearTheWrap() {
        return Long.MAX_VALUE - 5 * SECOND;
    }

    private final SlidingMean mean = new SlidingMean();

    @Test
    void isTheRateOfTheLastThirtySeconds() {
        assertThat(mean.perSecond(T0)).isZero();
        for (int half = 0; half <= 40; half++) {
            mean.add(Math.round(12.5 * half), T0 + half * SECOND / 2);
        }
        assertThat(mean.perSecond(T0 + 20 * SECOND)).isEqualTo(25);
        // From here on twice as fast.
        for (int half = 1; half <= 60; half++) {
            mean.add(500 + 25 * half, T0 + 20 * SECOND + half * SECOND / 2);
            if (half == 30) {
                assertThat(mean.perSecond(T0 + 35 * SECOND)).isCloseTo(37.5, within(0.1));
            }
        }
        assertThat(mean.perSecond(T0 + 50 * SECOND)).isEqualTo(50);
    }

    @Test
    void sinksWhenNothingIsToldAnyMore() {
        mean.add(0, T0);
        mean.add(100, T0 + 10 * SECOND);
        assertThat(mean.perSecond(T0 + 12 * SECOND)).isEqualTo(10);
        assertThat(mean.perSecond(T0 + 20 * SECOND)).isEqualTo(5);
        assertThat(mean.perSecond(T0 + 41 * SECOND)).isZero();
        mean.add(100, T0 + 60 * SECOND);
        mean.add(101, T0 + 61 * SECOND);
        assertThat(mean.perSecond(T0 + 61 * SECOND)).isLessThanOrEqualTo(1);
    }

    @Test
    void isExactHoweverOftenItIsTold() {
        for (int i = 0; i <= 10_000; i++) {
            mean.add(i, T0 + i * SECOND / 1000);
        }
        assertThat(mean.perSecond(T0 + 10 * SECOND)).isEqualTo(1000);
    }

    @Test
    void takesNoOffenceAtNumbersThatAreRounded() {
        mean.add(1000, T0);
        mean.add(1128, T0 + SECOND);
        mean.add(1100, T0 + 2 * SECOND);
        assertThat(mean.perSecond(T0 + 2 * SECOND)).isEqualTo(64);
    }

    @Test
    void twoNumbersOfOneMomentAreNoInfinity() {
        mean.add(0, T0);
        mean.add(1, T0);
        assertThat(mean.perSecond(T0)).isFinite();
    }
}
