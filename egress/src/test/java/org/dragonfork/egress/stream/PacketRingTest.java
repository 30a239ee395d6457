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
    void packetThatIsBeingOverwrittenIsNoLongerHeld() {
        var ring = new PacketRing(4);
        for (int i = 0; i < 4; i++) {
            ring.nextSlot();
            ring.append(0, 1, i, 0, false, false);
        }
        assertThat(ring.holds(0)).as("nothing was received into its slot yet").isTrue();
        ring.nextSlot();
        assertThat(ring.holds(0)).isFalse();
        assertThat(ring.holds(1)).isTrue();
        ring.append(0, 1, 4, 0, false, false);
        assertThat(ring.holds(1)).isTrue();
    }

    @Test
    void readerOnAnotherThreadNeverTakesATornPacketForAWholeOne() throws InterruptedException {
        var ring = new PacketRing(8);
        int packets = 300_000;
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < packets; i++) {
                java.util.Arrays.fill(ring.nextSlot(), (byte) i);
                ring.stamp(i, i);
                ring.append(i, i, i, i, false, false);
            }
        });
        long whole = 0;
        long overrun = 0;
        byte[] copy = new byte[PacketRing.SLOT_SIZE];
        for (long next = 0; next < packets; ) {
            long end = ring.end();
            if (end == next) {
                Thread.onSpinWait();
                continue;
            }
            // The oldest that is left is the one most at risk.
            long position = Math.max(next, ring.start());
            overrun += position - next;
            System.arraycopy(ring.bytes(position), 0, copy, 0, copy.length);
            int length = ring.payloadLength(position);
            long moment = ring.mediaNanos(position);
            if (ring.holds(position)) {
                whole++;
                assertThat(length).isEqualTo((int) position);
                assertThat(moment).isEqualTo(position);
                for (byte b : copy) {
                    if (b != (byte) position) {
                        throw new AssertionError("packet " + position + " is torn");
                    }
                }
            } else {
                overrun++;
            }
            next = position + 1;
        }
        writer.join();
        assertThat(whole + overrun).isEqualTo(packets);
        assertThat(whole).isPositive();
    }

    @Test
    void capacityIsAPowerOfTwo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PacketRing(12));
        assertThatIllegalArgumentException().isThrownBy(() -> new PacketRing(0));
    }
}
