package org.dragonfork.server.metrics;

import java.util.List;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.EgressSnapshot.StreamSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.StreamTraffic;

/** Snapshots of servers that are not there. */
final class Snapshots {
    private Snapshots() {}

    static EgressSnapshot of(StreamSnapshot... streams) {
        int peers = List.of(streams).stream().mapToInt(StreamSnapshot::viewers).sum();
        int ports = 2 * streams.length;
        return new EgressSnapshot(List.of(streams), peers, 64, 8, ports, 200 - ports, false);
    }

    static StreamSnapshot stream(String id, int viewers) {
        return new StreamSnapshot(
                new StreamId(id), true, "", 1_777_777_777L, List.of(), viewers, 8, List.of(), StreamTraffic.NONE);
    }
}
