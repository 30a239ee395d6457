package org.dragonfork.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceNumberTest {
    @Test
    void measuresTheShortestWayRoundTheCircle() {
        assertThat(SequenceNumber.distance(65_535, 0)).isEqualTo(1);
        assertThat(SequenceNumber.distance(0, 65_535)).isEqualTo(-1);
        assertThat(SequenceNumber.distance(10, 32_777)).isEqualTo(32_767);
        assertThat(SequenceNumber.distance(10, 32_778)).isEqualTo(-32_768);
    }

    @Test
    void ordersAcrossTheWrapAndDoubtsHalfTheCircle() {
        assertThat(SequenceNumber.isNewer(3, 65_530)).isTrue();
        assertThat(SequenceNumber.isNewer(65_530, 3)).isFalse();
        assertThat(SequenceNumber.isNewer(7, 7)).isFalse();
        assertThat(SequenceNumber.isNewer(32_768, 0)).isFalse();
        assertThat(SequenceNumber.isNewer(0, 32_768)).isFalse();
    }

    @Test
    void stepsAcrossTheWrap() {
        assertThat(SequenceNumber.plus(65_535, 2)).isEqualTo(1);
        assertThat(SequenceNumber.plus(1, -2)).isEqualTo(65_535);
    }
}
