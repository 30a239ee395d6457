package org.dragonfork.egress.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PacketRingTest {
    @Test
    void packetsStayWhereTheyWereReceivedUntilTheRingComesRound() {
        var ring = new PacketRing(8);
        for (int i = 0; i < 20; i++) {
            byte[] slot = ring.nextSlot();
            slot[0] = (byte) i;
            ring.append(12, 100 + i, i, i * 3000, i % 2 == 0, i % 5 == 0);
        }
        assertThat(ring.end()).isEqualTo(20);
        assertThat(ring.start()).isEqualTo(13);
        for (long position = ring.start(); position < ring.end(); position++) {
            assertThat(ring.bytes(position)[0]).isEqualTo((byte) position);
            assertThat(ring.payloadLength(position)).isEqualTo(100 + (int) position);
            assertThat(ring.timestamp(position)).isEqualTo((int) position * 3000);
            assertThat(ring.marker(position)).isEqualTo(position % 2 == 0);
            assertThat(ring.keyFrame(position)).isEqualTo(position % 5 == 0);
        }
    }

    @Test
    void slotThatIsReceivedIntoIsNoneOfThePacketsHeld() {
        var ring = new PacketRing(4);
        for (int i = 0; i < 9; i++) {
            ring.nextSlot();
            ring.append(0, 1, i, 0, false, false);
        }
        byte[] next = ring.nextSlot();
        for (long position = ring.start(); position < ring.end(); position++) {
            assertThat(ring.bytes(position)).isNotSameAs(next);
        }
    }

    @Test
    void capacityIsAPowerOfTwo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PacketRing(12));
        assertThatIllegalArgumentException().isThrownBy(() -> new PacketRing(0));
    }
}
