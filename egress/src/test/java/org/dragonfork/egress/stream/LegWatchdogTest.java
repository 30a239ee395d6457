package org.dragonfork.egress.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LegWatchdogTest {
    private final LegWatchdog dog = new LegWatchdog(100);

    @Test
    void saysSilenceOnceAndAgainOnlyAfterAPacket() {
        dog.expect(true, 0);
        progressFrom(0, 5200);
        assertThat(dog.failsNow(5199)).as("silent since the input gets on").isTrue();
        assertThat(dog.failsNow(5200)).isFalse();
        dog.touch(5200);
        progressFrom(5200, 5300);
        assertThat(dog.failsNow(5299)).isFalse();
        assertThat(dog.failsNow(5300)).isTrue();
    }

    @Test
    void timeBeginsWithTheFirstProgressAndNotWithTheStartOfTheProcess() {
        dog.expect(true, 0);
        progressFrom(10_000, 10_090);
        assertThat(dog.failsNow(10_099)).isFalse();
        dog.progressed(10_100);
        assertThat(dog.failsNow(10_100)).isTrue();
    }

    @Test
    void inputThatStandsStillIsNoFailureOfTheLeg() {
        dog.expect(true, 0);
        dog.progressed(0);
        dog.touch(10);
        assertThat(dog.failsNow(110)).isFalse();
        assertThat(dog.failsNow(100_000)).isFalse();
        assertThat(dog.isSilent(110)).isTrue();
    }

    @Test
    void aRunThatBeginsAgainIsNoPacket() {
        dog.expect(true, 0);
        dog.touch(10);
        for (long start = 60; start < 1000; start += 50) {
            dog.expect(false, start - 1);
            dog.expect(true, start);
            dog.progressed(start);
            assertThat(dog.isSilent(start)).isEqualTo(start >= 110);
        }
    }

    @Test
    void isSilentItselfWhileNothingIsExpected() {
        progressFrom(0, 2000);
        assertThat(dog.failsNow(2000)).isFalse();
        dog.expect(true, 2000);
        dog.expect(false, 2050);
        dog.progressed(2190);
        assertThat(dog.failsNow(2200)).isFalse();
    }

    @Test
    void toldAgainThatMediaIsExpectedKeepsTheOldStart() {
        dog.expect(true, 0);
        progressFrom(0, 90);
        dog.expect(true, 90);
        assertThat(dog.failsNow(100)).isTrue();
    }

    @Test
    void whateverFailsFirstIsTheOneIncidentUntilAGoodPacket() {
        dog.expect(true, 0);
        progressFrom(0, 200);
        assertThat(dog.failsNow(200)).isTrue();
        assertThat(dog.fails()).as("FFmpeg ends in the silence").isFalse();
        dog.expect(false, 210);
        dog.expect(true, 220);
        progressFrom(220, 500);
        assertThat(dog.failsNow(500)).as("started again and still silent").isFalse();
        dog.touch(510);
        assertThat(dog.fails()).isTrue();
        assertThat(dog.fails()).isFalse();
    }

    private void progressFrom(long first, long last) {
        for (long now = first; now <= last; now += 10) {
            dog.progressed(now);
        }
    }
}
