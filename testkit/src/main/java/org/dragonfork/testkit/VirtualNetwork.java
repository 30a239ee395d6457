package org.dragonfork.testkit;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;

/**
 * A network in virtual time: datagrams between addresses, with seeded loss, delay and reordering. The same seed gives the
 * same run.
 */
public final class VirtualNetwork {
    /** A host that takes datagrams. */
    @FunctionalInterface
    public interface Host {
        void receive(byte[] datagram, InetSocketAddress from, InetSocketAddress to, long nowNanos);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record InFlight(
            long arrivesNanos, long order, byte[] datagram, InetSocketAddress from, InetSocketAddress to) {}

    private final SplittableRandom random;
    private final Map<InetSocketAddress, Host> hosts = new HashMap<>();
    private final PriorityQueue<InFlight> inFlight =
            new PriorityQueue<>(Comparator.comparingLong(InFlight::arrivesNanos).thenComparingLong(InFlight::order));
    private double loss;
    private long delayNanos = 1_000_000;
    private long jitterNanos;
    private BiPredicate<InetSocketAddress, byte[]> filter = (_, _) -> true;
    private long order;
    private long delivered;
    private long unreachable;

    public VirtualNetwork(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Share of datagrams lost, 0 to 1. */
    public VirtualNetwork loss(double share) {
        this.loss = share;
        return this;
    }

    /** Time a datagram takes, and how much more it may take; more jitter than spacing reorders. */
    public VirtualNetwork delay(long nanos, long jitter) {
        this.delayNanos = nanos;
        this.jitterNanos = jitter;
        return this;
    }

    /** Lets only datagrams through for which the predicate on destination and content holds. */
    public VirtualNetwork filter(BiPredicate<InetSocketAddress, byte[]> predicate) {
        this.filter = predicate;
        return this;
    }

    public void attach(InetSocketAddress address, Host host) {
        hosts.put(address, host);
    }

    public void detach(InetSocketAddress address) {
        hosts.remove(address);
    }

    /** Puts a datagram on its way; the bytes are copied. */
    public void send(
            byte[] bytes, int offset, int length, InetSocketAddress from, InetSocketAddress to, long nowNanos) {
        byte[] datagram = Arrays.copyOfRange(bytes, offset, offset + length);
        boolean lost = random.nextDouble() < loss;
        long extra = jitterNanos == 0 ? 0 : random.nextLong(jitterNanos);
        if (!lost && filter.test(to, datagram)) {
            inFlight.add(new InFlight(nowNanos + delayNanos + extra, order++, datagram, from, to));
        }
    }

    /** When the next datagram arrives; {@code Long.MAX_VALUE} when none is on its way. */
    public long nextArrivalNanos() {
        InFlight next = inFlight.peek();
        return next == null ? Long.MAX_VALUE : next.arrivesNanos();
    }

    /** Delivers what has arrived. */
    public void deliver(long nowNanos) {
        for (InFlight next = inFlight.peek(); next != null && next.arrivesNanos() <= nowNanos; next = inFlight.peek()) {
            inFlight.remove();
            Host host = hosts.get(next.to());
            if (host == null) {
                unreachable++;
            } else {
                delivered++;
                host.receive(next.datagram(), next.from(), next.to(), nowNanos);
            }
        }
    }

    public long delivered() {
        return delivered;
    }

    /** Datagrams sent to an address where nobody is. */
    public long unreachable() {
        return unreachable;
    }
}
