package org.dragonfork.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Which packets a viewer asks for again (generic NACK, RFC 4585 section 6.2.1), and how often: a hole is given a moment, as
 * packets may overtake one another, then asked for a few times and given up.
 */
final class MissingPackets {
    static final long FIRST_WAIT_NANOS = 20_000_000;
    static final long NEXT_WAIT_NANOS = 100_000_000;
    static final int TRIES = 3;

    /** Larger holes are no lost packets but a lost connection; a key frame is what helps then. */
    static final int MOST_OF_A_HOLE = 100;

    static final int MOST = 256;

    /** As many as fit a small datagram even when none is near another. */
    private static final int MOST_AT_ONCE = 64;

    private static final class Hole {
        private long nextNanos;
        private int tries;
    }

    private final Map<Long, Hole> holes = new HashMap<>();
    private long askedFor;
    private long recovered;

    /** The packets from one to before another, by extended sequence number, did not come so far. */
    void gap(long first, long end, long nowNanos) {
        if (end - first > MOST_OF_A_HOLE) {
            return;
        }
        for (long sequence = first; sequence < end && holes.size() < MOST; sequence++) {
            var hole = new Hole();
            hole.nextNanos = nowNanos + FIRST_WAIT_NANOS;
            holes.put(sequence, hole);
        }
    }

    /** A packet came late. */
    void late(long sequence) {
        Hole hole = holes.remove(sequence);
        if (hole != null && hole.tries > 0) {
            recovered++;
        }
    }

    /** Sequence numbers, 0 to 65535, that it is time to ask for. */
    List<Integer> due(long nowNanos) {
        if (holes.isEmpty()) {
            return List.of();
        }
        var due = new ArrayList<Long>();
        for (Iterator<Map.Entry<Long, Hole>> all = holes.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Long, Hole> next = all.next();
            Hole hole = next.getValue();
            if (nowNanos - hole.nextNanos < 0 || due.size() == MOST_AT_ONCE) {
                continue;
            }
            if (hole.tries == TRIES) {
                all.remove();
                continue;
            }
            hole.tries++;
            hole.nextNanos = nowNanos + NEXT_WAIT_NANOS;
            due.add(next.getKey());
        }
        askedFor += due.size();
        return due.stream().sorted().map(sequence -> (int) (sequence & 0xffff)).toList();
    }

    void clear() {
        holes.clear();
    }

    /** Requests for single packets, repetitions counted. */
    long askedFor() {
        return askedFor;
    }

    /** Packets that came after they were asked for. */
    long recovered() {
        return recovered;
    }
}
