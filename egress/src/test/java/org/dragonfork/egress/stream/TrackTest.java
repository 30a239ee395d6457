package org.dragonfork.egress.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrackTest {
    private static final int RATE = 90_000;
    private static final long SECOND = 1_000_000_000L;

    private final Track track = new Track(new StreamTimeline(), 1_000_000);

    @Test
    void firstPacketStartsAtZeroAndTheGivenTimestamp() {
        assertThat(track.accept(1, 65_000, 7, RATE, SECOND)).isTrue();
        assertThat(track.sequence()).isZero();
        assertThat(track.timestamp()).isEqualTo(1_000_000);
    }

    @Test
    void countsOnOverTheWrapOfTheSource() {
        track.accept(1, 65_535, 0, RATE, SECOND);
        track.accept(1, 0, 3000, RATE, SECOND);
        assertThat(track.sequence()).isEqualTo(1);
        assertThat(track.timestamp()).isEqualTo(1_003_000);
    }

    @Test
    void gapOfTheSourceStaysAGapAndIsCounted() {
        track.accept(1, 10, 0, RATE, SECOND);
        track.accept(1, 15, 0, RATE, SECOND);
        assertThat(track.sequence()).isEqualTo(5);
        assertThat(track.lostPackets()).isEqualTo(4);
    }

    @Test
    void lateAndRepeatedPacketsAreRefused() {
        track.accept(1, 10, 0, RATE, SECOND);
        track.accept(1, 11, 0, RATE, SECOND);
        assertThat(track.accept(1, 11, 0, RATE, SECOND)).isFalse();
        assertThat(track.accept(1, 10, 0, RATE, SECOND)).isFalse();
        assertThat(track.sequence()).isEqualTo(1);
    }

    @Test
    void newSourceGoesOnByOneAndByTheTimeBetweenTheirClocks() {
        track.report(1, 100 * SECOND, 0);
        track.accept(1, 10, 90_000, RATE, 7 * SECOND);
        assertThat(track.mediaNanos()).isEqualTo(101 * SECOND);
        track.report(2, 200 * SECOND, 500_000);
        track.accept(2, 40_000, 500_000 - 90_000, RATE, 8 * SECOND);

        assertThat(track.sequence()).isEqualTo(1);
        assertThat(track.timestamp()).isEqualTo(1_000_000 + 98 * RATE);
        assertThat(track.mediaNanos()).isEqualTo(199 * SECOND);
    }

    @Test
    void newSourceWithAnEarlierClockStillMovesForward() {
        track.report(1, 100 * SECOND, 0);
        track.accept(1, 10, 0, RATE, SECOND);
        track.report(2, 50 * SECOND, 0);
        track.accept(2, 1, 0, RATE, SECOND);
        track.accept(2, 2, 3000, RATE, SECOND);

        assertThat(track.timestamp()).isEqualTo(1_000_000 + 3600 + 3000);
        assertThat(track.mediaNanos()).isGreaterThan(100 * SECOND);
    }

    @Test
    void picturesOfOneTimestampAreATickApartUntilTheTimeGoesOn() {
        track.accept(1, 10, 3000, RATE, SECOND);
        track.accept(1, 11, 3000, RATE, SECOND);
        assertThat(track.timestamp()).as("the same picture").isEqualTo(1_000_000);
        track.endPicture();
        track.accept(1, 12, 3000, RATE, SECOND);
        assertThat(track.timestamp()).isEqualTo(1_000_001);
        track.accept(1, 13, 3000, RATE, SECOND);
        assertThat(track.timestamp()).isEqualTo(1_000_001);
        track.endPicture();
        track.accept(1, 14, 3000, RATE, SECOND);
        track.endPicture();
        assertThat(track.timestamp()).isEqualTo(1_000_002);
        track.accept(1, 15, 6000, RATE, SECOND);
        track.endPicture();
        assertThat(track.timestamp()).isEqualTo(1_003_000);
        track.accept(1, 16, 3000, RATE, SECOND);
        assertThat(track.timestamp()).as("B-frames go back").isEqualTo(1_000_000);
    }

    @Test
    void jumpWithinOneSourceIsTakenAsANewOne() {
        track.accept(1, 10, 0, RATE, SECOND);
        track.accept(1, 30_000, 900_000_000, RATE, 2 * SECOND);
        assertThat(track.sequence()).isEqualTo(1);
        assertThat(track.timestamp()).isEqualTo(1_000_000 + RATE);
        assertThat(track.lostPackets()).isZero();
    }

    @Test
    void pushedForwardTrackTakesTheOtherWithIt() {
        var timeline = new StreamTimeline();
        var video = new Track(timeline, 0);
        var audio = new Track(timeline, 0);
        video.report(1, 100 * SECOND, 0);
        audio.report(3, 100 * SECOND, 0);
        video.accept(1, 0, 0, RATE, SECOND);
        audio.accept(3, 0, 0, 48_000, SECOND);
        // The wall clock was set back by a minute between the runs.
        video.report(2, 40 * SECOND, 0);
        audio.report(4, 40 * SECOND, 0);
        video.accept(2, 0, 0, RATE, SECOND);
        audio.accept(4, 0, 0, 48_000, SECOND);

        assertThat(video.mediaNanos()).isEqualTo(audio.mediaNanos());
        assertThat(video.timestamp() / (double) RATE).isEqualTo(audio.timestamp() / 48_000.0);
    }

    @Test
    void ticksAndNanosecondsStayExactOverDays() {
        long tenDays = 10L * 86_400 * SECOND;
        assertThat(SourceClock.nanosToTicks(tenDays, RATE)).isEqualTo(10L * 86_400 * RATE);
        assertThat(SourceClock.nanosToTicks(-SECOND, RATE)).isEqualTo(-RATE);
        assertThat(SourceClock.ticksToNanos(48_000L * 3600, 48_000)).isEqualTo(3600 * SECOND);
    }
}
