package org.dragonfork.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnClockTest {
    private static final long MILLI = 1_000_000L;

    @Test
    void longestTurnIsKeptForAWindowAndForgottenAfterTwo() {
        var turns = new TurnClock(0);
        turns.turned(0, 4 * MILLI);
        turns.turned(10 * MILLI, 12 * MILLI);
        assertThat(turns.longestNanos()).isEqualTo(4 * MILLI);

        long later = TurnClock.WINDOW_NANOS + MILLI;
        turns.turned(later - MILLI, later);
        assertThat(turns.longestNanos()).isEqualTo(4 * MILLI);

        long last = 2 * TurnClock.WINDOW_NANOS + 2 * MILLI;
        turns.turned(last - 2 * MILLI, last);
        assertThat(turns.longestNanos()).isEqualTo(2 * MILLI);
    }

    @Test
    void slowTurnsAreCounted() {
        var turns = new TurnClock(0);
        turns.turned(0, TurnClock.SLOW_NANOS - 1);
        assertThat(turns.slowTurns()).isZero();
        turns.turned(0, TurnClock.SLOW_NANOS);
        turns.turned(0, TurnClock.SLOW_NANOS * 3);
        assertThat(turns.slowTurns()).isEqualTo(2);
    }
}
