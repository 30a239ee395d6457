package org.dragonfork.egress.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.StreamId;

/**
 * The ledger of places: the one truth about how many viewers there are, for refusals and for gauges alike. Safe for use
 * from any thread.
 */
public final class Admission {
    private final int perStream;
    private final int total;
    private final Map<StreamId, Integer> taken = new HashMap<>();
    private int all;

    /** Both limits are at least 1. */
    public Admission(int perStream, int total) {
        if (perStream < 1 || total < 1) {
            throw new IllegalArgumentException("limits on viewers must be at least 1");
        }
        this.perStream = perStream;
        this.total = total;
    }

    /** Takes a place; answers the limit that forbids it, or nothing when the place is taken. */
    public synchronized Optional<CapScope> reserve(StreamId stream) {
        if (all >= total) {
            return Optional.of(CapScope.GLOBAL);
        }
        int now = taken.getOrDefault(stream, 0);
        if (now >= perStream) {
            return Optional.of(CapScope.STREAM);
        }
        taken.put(stream, now + 1);
        all++;
        return Optional.empty();
    }

    /** Gives a place back that {@link #reserve} took. */
    public synchronized void release(StreamId stream) {
        Integer now = taken.get(stream);
        if (now == null) {
            throw new IllegalStateException("no place of stream " + stream + " is taken");
        }
        if (now == 1) {
            taken.remove(stream);
        } else {
            taken.put(stream, now - 1);
        }
        all--;
    }

    /** Places taken of one stream. */
    public synchronized int taken(StreamId stream) {
        return taken.getOrDefault(stream, 0);
    }

    /** Places taken of all streams. */
    public synchronized int taken() {
        return all;
    }

    /** The limit of this scope. */
    public int limit(CapScope scope) {
        return switch (scope) {
            case GLOBAL -> total;
            case STREAM -> perStream;
        };
    }
}
