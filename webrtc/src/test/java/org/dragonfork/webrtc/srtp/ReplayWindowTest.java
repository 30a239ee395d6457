package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    @Test
    void acceptsEveryIndexOnceInAnyOrder() {
        ReplayWindow window = new ReplayWindow();
        for (long index : new long[] {5, 0, 3, 64, 63, 1, 200}) {
            assertThat(window.accepts(index)).isTrue();
            window.record(index);
            assertThat(window.accepts(index)).isFalse();
        }
        assertThat(window.highest()).isEqualTo(200);
        assertThat(window.accepts(2)).isTrue();
    }

    @Test
    void refusesWhatIsOlderThanTheWindow() {
        ReplayWindow window = new ReplayWindow();
        window.record(10_000);
        assertThat(window.accepts(10_000 - ReplayWindow.SIZE + 1)).isTrue();
        assertThat(window.accepts(10_000 - ReplayWindow.SIZE)).isFalse();
        assertThat(ReplayWindow.SIZE).isGreaterThanOrEqualTo(64);
    }

    @Test
    void agreesWithASetOfAllIndexes() {
        var random = TestPackets.random(2);
        ReplayWindow window = new ReplayWindow();
        Set<Long> recorded = new HashSet<>();
        long highest = 0;
        for (int i = 0; i < 50_000; i++) {
            int jump = random.nextInt(100) == 0 ? random.nextInt(5_000) : random.nextInt(6);
            long index = Math.max(0, random.nextInt(3) == 0 ? highest - random.nextInt(1_200) : highest + jump);
            boolean expected = !recorded.contains(index) && highest - index < ReplayWindow.SIZE;
            assertThat(window.accepts(index))
                    .as("index %s, highest %s", index, highest)
                    .isEqualTo(expected);
            if (expected) {
                window.record(index);
                recorded.add(index);
                highest = Math.max(highest, index);
            }
        }
        assertThat(recorded).hasSizeGreaterThan(10_000);
    }
}
