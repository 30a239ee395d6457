package org.dragonfork.server.net;

import java.net.SocketException;
import java.util.List;
import java.util.function.LongSupplier;
import org.dragonfork.egress.CandidateSource;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's own addresses as they are when somebody asks: an interface may come up, or change its address, after the
 * server was started (DHCP, VPN). Any thread.
 */
public final class HostAddresses implements CandidateSource {
    private static final Logger LOG = LoggerFactory.getLogger(HostAddresses.class);

    /** Asking the system takes some hundred microseconds; of many viewers at once only the first one waits for it. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final Collector collector;
    private final LongSupplier clock;
    private List<IceCandidate> known;
    private long askedNanos;

    /** Asks the system. */
    @FunctionalInterface
    public interface Collector {
        /** The addresses, best first. */
        List<IceCandidate> collect() throws SocketException;
    }

    /**
     * @param clock monotonic, in nanoseconds
     * @throws SocketException when the system does not tell
     */
    public HostAddresses(Collector collector, LongSupplier clock) throws SocketException {
        this.collector = collector;
        this.clock = clock;
        this.known = collector.collect();
        this.askedNanos = clock.getAsLong();
    }

    @Override
    public synchronized List<IceCandidate> gather() {
        long now = clock.getAsLong();
        if (now - askedNanos < FRESH_NANOS) {
            return known;
        }
        askedNanos = now;
        try {
            List<IceCandidate> current = collector.collect();
            if (!current.equals(known)) {
                LOG.info(
                        "the addresses of this machine have changed; viewers are told {} from now on",
                        current.stream().map(IceCandidate::address).toList());
                known = current;
            }
        } catch (SocketException e) {
            LOG.warn("the system does not tell its addresses ({}); viewers are told the last known", e.getMessage());
        }
        return known;
    }
}
