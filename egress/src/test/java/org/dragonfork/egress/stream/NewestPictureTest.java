package org.dragonfork.egress.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where a late viewer starts: at the parameter sets before the first slice of the newest key frame. */
class NewestPictureTest {
    private final PacketRing ring = new PacketRing(32);

    @Test
    void beginsWithTheParameterSetsThatStandBeforeTheKeyFrame() {
        put(1, false);
        put(2, false);
        put(2, true);
        put(2, false);
        put(3, false);
        assertThat(ring.newestPicture(0, ring.end())).isEqualTo(1);
    }

    @Test
    void keyFrameOfSeveralSlicesIsOnePicture() {
        put(1, false);
        put(2, true);
        put(2, true);
        put(2, true);
        assertThat(ring.newestPicture(0, ring.end())).isEqualTo(1);
    }

    @Test
    void takesTheNewestOfTwo() {
        put(1, true);
        put(2, false);
        put(3, true);
        put(4, false);
        assertThat(ring.newestPicture(0, ring.end())).isEqualTo(2);
        assertThat(ring.newestPicture(0, 2)).isZero();
    }

    @Test
    void isNoneWhenItIsTooFarBackOrOverwritten() {
        put(1, true);
        for (int i = 0; i < 20; i++) {
            put(2 + i, false);
        }
        assertThat(ring.newestPicture(0, ring.end())).isZero();
        assertThat(ring.newestPicture(1, ring.end())).isNegative();
        for (int i = 0; i < 20; i++) {
            put(30 + i, false);
        }
        assertThat(ring.newestPicture(0, ring.end())).isNegative();
        assertThat(new PacketRing(4).newestPicture(0, 0)).isNegative();
    }

    @Test
    void findsAPacketByItsNumberOverGapsAndTheWrap() {
        for (int sequence : new int[] {65_530, 65_531, 65_535, 0, 1, 5, 6}) {
            ring.nextSlot();
            ring.append(12, 100, sequence, 0, false, false);
        }
        assertThat(ring.find(65_530)).isZero();
        assertThat(ring.find(65_535)).isEqualTo(2);
        assertThat(ring.find(0)).isEqualTo(3);
        assertThat(ring.find(6)).isEqualTo(6);
        assertThat(ring.find(2)).isNegative();
        assertThat(ring.find(65_532)).isNegative();
        assertThat(ring.find(7)).isNegative();
        assertThat(ring.find(40_000)).isNegative();
        assertThat(new PacketRing(4).find(0)).isNegative();
    }

    private void put(int timestamp, boolean keyFrame) {
        ring.nextSlot();
        ring.append(12, 100, 0, timestamp, false, keyFrame);
    }
}
