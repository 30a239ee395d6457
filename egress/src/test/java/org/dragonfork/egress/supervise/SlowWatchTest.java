package org.dragonfork.egress.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.supervise.SlowWatch.Strain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowWatchTest {
    private static final long SECOND = 1_000_000_000L;

    private final SlowWatch watch = new SlowWatch();
    private long now = Long.MAX_VALUE - 3 * SECOND;
    private double media;
    private double pictures;
    private Optional<String> last = Optional.empty();

    @BeforeEach
    void expect25Pictures() {
        watch.expect(25);
    }

    private static IoProgress video(String coder) {
        return new IoProgress(
                "",
                "",
                0,
                0,
                "rtp",
                "video",
                "h264",
                coder,
                0,
                0,
                IoProgress.FrameRate.UNKNOWN,
                0,
                0,
                0,
                0,
                0,
                0,
                "",
                0,
                0,
                0,
                0,
                "",
                0);
    }

    private void second(double pace, double rate, Strain strain, String coder) {
        now += SECOND;
        media += pace;
        pictures += rate;
        RunProgress progress = new RunProgress(
                List.of(),
                List.of(video(coder)),
                (long) pictures,
                0,
                0,
                0,
                0,
                Duration.ofMillis((long) (1000 * media)),
                0,
                0,
                0,
                0);
        last = watch.sample(progress, strain, now);
    }

    /** @return after how many seconds it warned first; -1 for never */
    private int seconds(int many, double pace, double rate, Strain strain) {
        int first = -1;
        for (int i = 1; i <= many; i++) {
            second(pace, rate, strain, "libx264");
            first = last.isPresent() && first < 0 ? i : first;
        }
        return first;
    }

    @Test
    void warnsWhenLessMediaTimeIsPutOutThanPasses() {
        assertThat(seconds(30, 0.6, 15, Strain.BUSY)).isBetween(15, 20);
        assertThat(last.orElseThrow()).contains("6 s of it in each 10 s").contains("let the source send");
    }

    @Test
    void endsTheWarningSoonAfterItIsMended() {
        seconds(300, 0.6, 15, Strain.BUSY);
        seconds(11, 1, 25, Strain.BUSY);

        assertThat(last).isEmpty();
    }

    @Test
    void isNotFooledByALongGoodPast() {
        assertThat(seconds(600, 1, 25, Strain.BUSY)).isEqualTo(-1);
        assertThat(seconds(30, 0.8, 20, Strain.BUSY)).isBetween(5, 20);
    }

    @Test
    void warnsWhenPicturesAreMissingBecauseTheSourceThrewThemAway() {
        assertThat(seconds(30, 1, 15, Strain.ALL)).isBetween(15, 20);
        assertThat(last.orElseThrow()).contains("15 of 25 pictures a second");
    }

    @Test
    void aCameraThatSendsFewerPicturesInTheDarkIsNotSlow() {
        assertThat(seconds(60, 1, 12, Strain.BUSY)).isEqualTo(-1);
    }

    @Test
    void aSourceThatSendsLessThanItShouldIsNotSlow() {
        assertThat(seconds(60, 0.5, 12, Strain.LITTLE)).isEqualTo(-1);
    }

    @Test
    void theStartAndPausesDoNotWarn() {
        assertThat(seconds(3, 0, 0, Strain.ALL)).isEqualTo(-1);
        assertThat(seconds(3, 0.2, 5, Strain.ALL)).isEqualTo(-1);
        for (int i = 0; i < 10; i++) {
            assertThat(seconds(12, 1, 25, Strain.BUSY)).isEqualTo(-1);
            assertThat(seconds(8, 0, 0, Strain.BUSY)).isEqualTo(-1);
        }
    }

    @Test
    void segmentsThatComeInGustsAreNotSlow() {
        for (int i = 0; i < 30; i++) {
            assertThat(seconds(1, 2, 50, Strain.BUSY)).isEqualTo(-1);
            assertThat(seconds(1, 0, 0, Strain.BUSY)).isEqualTo(-1);
        }
    }

    @Test
    void copiedVideoIsNeverSlow() {
        for (int i = 0; i < 60; i++) {
            second(0.5, 12, Strain.ALL, "copy");
            assertThat(last).isEmpty();
        }
    }
}
