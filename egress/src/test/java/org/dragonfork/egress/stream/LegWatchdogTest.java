package org.dragonfork.egress.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LegWatchdogTest {
    private final LegWatchdog dog = new LegWatchdog(100);

    @Test
    void saysSilenceOnceAndAgainOnlyAfterAPacket() {
        dog.expect(true, 0);
        assertThat(dog.failsNow(99)).isFalse();
        assertThat(dog.failsNow(100)).isTrue();
        assertThat(dog.failsNow(5000)).isFalse();
        dog.touch(5000);
        assertThat(dog.failsNow(5099)).isFalse();
        assertThat(dog.failsNow(5100)).isTrue();
    }

    @Test
    void isSilentItselfWhileNothingIsExpected() {
        assertThat(dog.failsNow(1000)).isFalse();
        dog.expect(true, 1000);
        dog.expect(false, 1050);
        assertThat(dog.failsNow(2000)).isFalse();
    }

    @Test
    void toldAgainThatMediaIsExpectedKeepsTheOldStart() {
        dog.expect(true, 0);
        dog.expect(true, 90);
        assertThat(dog.failsNow(100)).isTrue();
    }
}
