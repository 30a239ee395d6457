package org.dragonfork.egress.session;

import java.util.BitSet;
import java.util.OptionalInt;

/** The UDP ports that legs may use (decision D16). Safe for use from any thread. */
public final class PortPool {
    private final int first;
    private final int size;
    private final BitSet leased = new BitSet();
    private int next;

    /**
     * @param first lowest port, 1 to 65535
     * @param last highest port, {@code first} to 65535
     */
    public PortPool(int first, int last) {
        if (first < 1 || last > 65535 || last < first) {
            throw new IllegalArgumentException("port range " + first + ".." + last + " is empty or outside 1..65535");
        }
        this.first = first;
        this.size = last - first + 1;
    }

    /** Leases the free port that was free for longest in turn, or none when all are out. */
    public synchronized OptionalInt lease() {
        for (int i = 0; i < size; i++) {
            int candidate = (next + i) % size;
            if (!leased.get(candidate)) {
                leased.set(candidate);
                next = (candidate + 1) % size;
                return OptionalInt.of(first + candidate);
            }
        }
        return OptionalInt.empty();
    }

    /** Gives a port back; one that is not out is ignored. */
    public synchronized void release(int port) {
        if (port >= first && port < first + size) {
            leased.clear(port - first);
        }
    }

    public synchronized int inUse() {
        return leased.cardinality();
    }

    public synchronized int available() {
        return size - leased.cardinality();
    }
}
