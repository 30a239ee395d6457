package org.dragonfork.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class HostSampledTest {
    private final Queue<Runnable> background = new ArrayDeque<>();
    private long nanos;
    private int readings;
    private final HostSampled<Integer> sampled =
            new HostSampled<>(() -> Optional.of(++readings), Duration.ofSeconds(10), () -> nanos, background::add);

    private void runBackground() {
        background.remove().run();
    }

    @Test
    void beginsToReadAtOnceAndNeverWaits() {
        assertThat(sampled.value()).isEmpty();
        assertThat(background).hasSize(1);

        runBackground();

        assertThat(sampled.value()).contains(1);
        assertThat(background).isEmpty();
    }

    @Test
    void readsAnewWhenAskedAfterThePeriod() {
        runBackground();
        nanos += 9 * HostFixture.SECOND;
        assertThat(sampled.value()).contains(1);
        assertThat(background).isEmpty();

        nanos += HostFixture.SECOND;
        assertThat(sampled.value()).contains(1);
        assertThat(sampled.value()).contains(1);
        assertThat(background).hasSize(1);

        runBackground();
        assertThat(sampled.value()).contains(2);
    }

    @Test
    void showsNothingWhileAReadingHangs() {
        runBackground();
        nanos += 3600 * HostFixture.SECOND;
        assertThat(sampled.value()).contains(1);
        nanos += 120 * HostFixture.SECOND;
        assertThat(sampled.value()).isEmpty();
        assertThat(background).hasSize(1);

        runBackground();
        assertThat(sampled.value()).contains(2);
    }
}
