package org.dragonfork.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.ShardMailbox;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final StreamId CAM = new StreamId("cam");
    private static final StreamId DOOR = new StreamId("door");

    private final List<String> names = new ArrayList<>();
    private final ShardMailbox one = command -> names.add("one " + command);
    private final ShardMailbox two = command -> names.add("two " + command);
    private final ShardMailbox three = command -> names.add("three " + command);
    private final List<ShardMailbox> all = List.of(one, two, three);
    private final Placement placement = new Placement();

    @Test
    void smallStreamIsServedByTheThreadThatIngestsIt() {
        for (int i = 0; i < Placement.ALONE; i++) {
            assertThat(placement.take(CAM, two, all)).isSameAs(two);
        }
        assertThat(placement.take(DOOR, two, all)).isSameAs(two);
    }

    @Test
    void largeStreamSpreadsEvenlyOverAllThreads() {
        int[] counts = new int[3];
        for (int i = 0; i < 3 * Placement.ALONE + 30; i++) {
            counts[all.indexOf(placement.take(CAM, two, all))]++;
        }
        assertThat(counts).containsExactly(60, 60, 60);
    }

    @Test
    void freedPlaceIsTakenAgain() {
        for (int i = 0; i < Placement.ALONE; i++) {
            placement.take(CAM, one, all);
        }
        assertThat(placement.take(CAM, one, all)).isSameAs(two);
        placement.release(CAM, one);
        assertThat(placement.take(CAM, one, all)).isSameAs(one);
        placement.release(DOOR, three);
        assertThat(placement.take(CAM, one, all)).isSameAs(three);
    }
}
