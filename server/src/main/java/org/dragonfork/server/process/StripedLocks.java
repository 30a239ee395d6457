package org.dragonfork.server.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.dragonfork.egress.event.StreamId;

/**
 * A lock for each id, without keeping one for each id that was ever asked for: ids share locks by their hash, seldom.
 * Several are taken in one order always, so that nobody waits in a circle.
 */
final class StripedLocks {
    private static final int STRIPES = 1024;

    private final List<ReentrantLock> locks = new ArrayList<>();

    StripedLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks.add(new ReentrantLock());
        }
    }

    /** What is held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until nobody else holds this id. */
    Held lock(StreamId id) {
        return lock(id, id);
    }

    /** Waits until nobody else holds one of the two. */
    Held lock(StreamId one, StreamId other) {
        ReentrantLock first = locks.get(Math.min(stripe(one), stripe(other)));
        ReentrantLock second = locks.get(Math.max(stripe(one), stripe(other)));
        first.lock();
        second.lock();
        return () -> {
            second.unlock();
            first.unlock();
        };
    }

    private static int stripe(StreamId id) {
        return Math.floorMod(id.hashCode(), STRIPES);
    }
}
