package org.dragonfork.egress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.ShardMailbox;

/**
 * Which media thread serves a new viewer: the one that ingests the stream while few watch it there, which is the shortest
 * way of a packet, and after that the one with the fewest viewers. A viewer stays where it is. Safe for use from any thread.
 */
final class Placement {
    /**
     * Viewers of a stream that its own thread takes before others help. A frame of 11 packets for 50 viewers is some 0.7 ms
     * of work, which is what a hand-over to an idle core may cost on a virtual machine.
     */
    static final int ALONE = 50;

    private final Map<ShardMailbox, Integer> all = new HashMap<>();
    private final Map<Seat, Integer> ofStream = new HashMap<>();

    private record Seat(StreamId stream, ShardMailbox shard) {}

    /** Chooses and takes a place; to be given back with {@link #release}. */
    synchronized ShardMailbox take(StreamId stream, ShardMailbox owner, List<ShardMailbox> shards) {
        ShardMailbox chosen = owner;
        if (ofStream.getOrDefault(new Seat(stream, owner), 0) >= ALONE) {
            for (ShardMailbox shard : shards) {
                if (all.getOrDefault(shard, 0) < all.getOrDefault(chosen, 0)) {
                    chosen = shard;
                }
            }
        }
        all.merge(chosen, 1, Integer::sum);
        ofStream.merge(new Seat(stream, chosen), 1, Integer::sum);
        return chosen;
    }

    synchronized void release(StreamId stream, ShardMailbox shard) {
        all.computeIfPresent(shard, (_, count) -> count > 1 ? count - 1 : null);
        ofStream.computeIfPresent(new Seat(stream, shard), (_, count) -> count > 1 ? count - 1 : null);
    }
}
