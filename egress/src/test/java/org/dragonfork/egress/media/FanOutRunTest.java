package org.dragonfork.egress.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dragonfork.egress.stream.PacketRing;
import org.junit.jupiter.api.Test;

/** The rule of UDP segmentation: datagrams of one size, the last of which may be shorter. */
class FanOutRunTest {
    @Test
    void equalPacketsAndAShorterLastOneAreOneRun() {
        assertThat(runs(1188, 1188, 1188, 400)).containsExactly(4);
    }

    @Test
    void longerPacketStartsANewRun() {
        assertThat(runs(400, 1188, 1188)).containsExactly(1, 2);
    }

    @Test
    void shorterPacketEndsItsRunEvenWhenEqualOnesFollow() {
        assertThat(runs(1188, 400, 400, 400)).containsExactly(2, 2);
    }

    @Test
    void runIsBounded() {
        int[] sizes = new int[40];
        java.util.Arrays.fill(sizes, 1188);
        assertThat(runs(sizes)).containsExactly(16, 16, 8);
    }

    private static List<Integer> runs(int... sizes) {
        var ring = new PacketRing(64);
        for (int size : sizes) {
            ring.nextSlot();
            ring.append(12, size, 0, 0, false, false);
        }
        var lengths = new ArrayList<Integer>();
        long at = 0;
        while (at < ring.end()) {
            long end = FanOut.endOfRun(ring, at, ring.end());
            lengths.add((int) (end - at));
            at = end;
        }
        return lengths;
    }
}
