package org.dragonfork.egress;

import java.util.List;
import org.dragonfork.egress.session.PortPool;

/**
 * The ports of a stream that is gone but whose FFmpeg may still be sending to them: another stream gets them only after
 * {@link #close}. Safe for use from any thread.
 */
public final class PortLease implements AutoCloseable {
    private final PortPool pool;
    private List<Integer> ports;

    PortLease(PortPool pool, List<Integer> ports) {
        this.pool = pool;
        this.ports = List.copyOf(ports);
    }

    /** Gives the ports back; idempotent. */
    @Override
    public synchronized void close() {
        ports.forEach(pool::release);
        ports = List.of();
    }
}
