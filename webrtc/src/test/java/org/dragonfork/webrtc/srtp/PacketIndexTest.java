package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketIndexTest {
    @ParameterizedTest
    @CsvSource({
        // highest rollover counter, highest sequence number, received, expected rollover counter
        "5, 100, 101, 5",
        "5, 100, 99, 5",
        "5, 100, 65530, 4",
        "5, 32767, 65535, 5",
        "5, 32767, 0, 5",
        "5, 0, 32768, 5",
        "5, 0, 32769, 4",
        "5, 65535, 0, 6",
        "5, 65535, 32766, 6",
        "5, 65535, 32767, 5",
        "5, 32768, 0, 5",
        "5, 32769, 0, 6",
        "0, 10, 65530, 0",
        "4294967295, 65535, 3, 4294967296"
    })
    void guessesTheNearestRolloverCounter(long rollover, int highest, int received, long expected) {
        assertThat(PacketIndex.estimate(rollover << 16 | highest, received)).isEqualTo(expected << 16 | received);
    }

    @Test
    void sendsOnlyUpwards() {
        assertThat(PacketIndex.next(-1, 40_000)).isEqualTo(40_000);
        assertThat(PacketIndex.next(65_535, 0)).isEqualTo(65_536);
        assertThat(PacketIndex.next(100, 100 + 32_767)).isEqualTo(32_867);
        assertThat(PacketIndex.next(100, 100)).isEqualTo(SrtpStatus.INDEX_REUSED.code());
        assertThat(PacketIndex.next(65_536, 65_535)).isEqualTo(SrtpStatus.INDEX_REUSED.code());
        assertThat(PacketIndex.next(100, 100 + 32_768)).isEqualTo(SrtpStatus.INDEX_REUSED.code());
    }

    @Test
    void endsAtFortyEightBits() {
        assertThat(PacketIndex.next(PacketIndex.MAX - 1, 65_535)).isEqualTo(PacketIndex.MAX);
        assertThat(PacketIndex.next(PacketIndex.MAX, 0)).isEqualTo(SrtpStatus.INDEX_EXHAUSTED.code());
    }

    @Test
    void receiverFollowsEveryStepThatASenderMayTake() {
        var random = TestPackets.random(1);
        long sent = 30_000;
        for (int i = 0; i < 10_000; i++) {
            long next = PacketIndex.next(sent, (int) (sent + 1 + random.nextInt(32_767)) & 0xFFFF);
            assertThat(PacketIndex.estimate(sent, (int) next & 0xFFFF)).isEqualTo(next);
            sent = next;
        }
        assertThat(sent >>> 16).isGreaterThan(1000);
    }
}
