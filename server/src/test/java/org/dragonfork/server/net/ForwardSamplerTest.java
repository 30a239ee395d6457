package org.dragonfork.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardSamplerTest {
    private final List<Long> times = new ArrayList<>();

    @Test
    void timesOnePacketOfEachPeriodUntilItsViewersAreServed() {
        ForwardSampler sampler = ForwardSampler.to(times::add);
        for (int i = 1; i <= 3 * ForwardSampler.PERIOD; i++) {
            sampler.taken(i);
            if (sampler.isWaiting()) {
                sampler.forwarded(i + 7L, true);
            }
        }

        assertThat(times).containsExactly(7L, 7L, 7L);
    }

    @Test
    void timesNothingThatNobodyWatches() {
        ForwardSampler sampler = ForwardSampler.to(times::add);
        for (int i = 0; i < ForwardSampler.PERIOD; i++) {
            sampler.taken(i);
        }
        assertThat(sampler.isWaiting()).isTrue();
        sampler.forwarded(5000, false);

        assertThat(times).isEmpty();
        assertThat(sampler.isWaiting()).isFalse();
    }

    @Test
    void neverWaitsWhenItIsOff() {
        ForwardSampler sampler = ForwardSampler.off();
        for (int i = 0; i < 3 * ForwardSampler.PERIOD; i++) {
            sampler.taken(i);
            assertThat(sampler.isWaiting()).isFalse();
        }
    }
}
