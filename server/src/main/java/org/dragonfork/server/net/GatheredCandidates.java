package org.dragonfork.server.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.dragonfork.egress.CandidateSource;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.webrtc.ice.AddressDiscovery;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's own addresses and, besides, what STUN servers see of the public port (decision D11), asked at the start and
 * from then on once a minute, as the address of a home line changes. A lite agent has host candidates only (RFC 8445 section
 * 5.2), so the outside is announced as one (W-105). One thread of its own; {@link #gather} may be called from any thread.
 */
public final class GatheredCandidates implements CandidateSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatheredCandidates.class);

    private static final long REFRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Answers of some servers at once; a flood of forged ones pushes nothing out but each other. */
    private static final int QUEUE = 32;

    /** Less than the machine's own addresses have, which are the shorter way. */
    private static final int PREFERENCE = 1024;

    private final CandidateSource hosts;
    private final List<InetSocketAddress> servers;
    private final DatagramSink sink;
    private final long timeoutNanos;
    private final AddressDiscovery discovery;
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(QUEUE);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private List<IceCandidate> candidates;
    private boolean settled;
    private long startNanos;
    private volatile boolean stopping;

    @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
    private record Answer(byte[] bytes, InetSocketAddress from) {}

    /**
     * @param hosts the machine's own, which may be none; asked again with each round
     * @param servers STUN servers, not yet resolved
     * @param sink leads out of the public port; used by this object's thread only
     * @param timeout how long an answer to a viewer may wait
     */
    public GatheredCandidates(
            CandidateSource hosts,
            List<InetSocketAddress> servers,
            DatagramSink sink,
            Duration timeout,
            RandomGenerator random) {
        this.hosts = hosts;
        this.servers = List.copyOf(servers);
        this.sink = sink;
        this.timeoutNanos = timeout.toNanos();
        this.discovery = new AddressDiscovery(random);
        this.candidates = hosts.gather();
        this.thread = Thread.ofVirtual().name("stun").unstarted(this::run);
    }

    /** Begins to ask. */
    public void start() {
        startNanos = System.nanoTime();
        thread.start();
    }

    /** Takes a datagram of the public port if it may be a server's answer; a viewer's never is (it would be a request). */
    boolean takes(byte[] bytes, int length, InetSocketAddress from) {
        // RFC 8489 section 5: a Binding success response.
        if (length < 20 || bytes[0] != 1 || bytes[1] != 1) {
            return false;
        }
        answers.offer(new Answer(Arrays.copyOf(bytes, length), from));
        return true;
    }

    @Override
    public List<IceCandidate> gather() {
        long asked = System.nanoTime();
        lock.lock();
        try {
            long left = timeLeft(asked);
            while (left > 0) {
                left = Math.min(changed.awaitNanos(left), timeLeft(asked));
            }
            return candidates;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return candidates;
        } finally {
            lock.unlock();
        }
    }

    /** With addresses of its own an answer waits only for the first round; without, for as long as gathering may take. */
    private long timeLeft(long askedNanos) {
        if (settled && !candidates.isEmpty()) {
            return 0;
        }
        long from = candidates.isEmpty() ? askedNanos : startNanos;
        return from + timeoutNanos - System.nanoTime();
    }

    private void run() {
        long refreshAt = startNanos;
        try {
            while (!stopping) {
                long now = System.nanoTime();
                if (refreshAt - now <= 0) {
                    discovery.ask(resolved(), now);
                    refreshAt = now + REFRESH_NANOS;
                }
                send(now);
                publish(now);
                OptionalLong deadline = discovery.deadlineNanos();
                long until =
                        deadline.isPresent() && deadline.getAsLong() - refreshAt < 0 ? deadline.getAsLong() : refreshAt;
                Answer answer = answers.poll(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (answer != null) {
                    discovery.handle(answer.bytes(), 0, answer.bytes().length, answer.from());
                    publish(System.nanoTime());
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("the search for the public address was ended");
        }
    }

    private void send(long now) {
        for (Optional<AddressDiscovery.Request> next = discovery.poll(now);
                next.isPresent();
                next = discovery.poll(now)) {
            byte[] bytes = next.get().bytes();
            sink.send(
                    bytes,
                    0,
                    bytes.length,
                    bytes.length,
                    new Destination(next.get().to()));
        }
    }

    private void publish(long now) {
        List<IceCandidate> own = hosts.gather();
        List<IceCandidate> next = new ArrayList<>(own);
        Set<InetSocketAddress> known = new LinkedHashSet<>();
        own.forEach(host -> known.add(host.address()));
        int preference = PREFERENCE;
        for (InetSocketAddress outside : discovery.mapped()) {
            if (known.add(outside)) {
                next.add(new IceCandidate(outside, preference--));
            }
        }
        lock.lock();
        try {
            boolean over = discovery.isSettled() || now - startNanos >= timeoutNanos;
            if (over && !settled) {
                settled = true;
                changed.signalAll();
                if (discovery.mapped().isEmpty()) {
                    LOG.warn(
                            "no STUN server of webrtc.stun_servers has answered; viewers are told {} of this machine"
                                    + " and nothing else, until one does",
                            own.isEmpty() ? "no address" : "the addresses");
                }
            }
            if (!next.equals(candidates)) {
                LOG.info("STUN servers see this server at {}", discovery.mapped());
                candidates = List.copyOf(next);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One address of each family for each name; a name that is not found is asked for again with the next round. */
    private List<InetSocketAddress> resolved() {
        var found = new ArrayList<InetSocketAddress>();
        for (InetSocketAddress server : servers) {
            try {
                var families = new LinkedHashMap<Boolean, InetAddress>();
                for (InetAddress address : InetAddress.getAllByName(server.getHostString())) {
                    families.putIfAbsent(address instanceof Inet4Address, address);
                }
                families.values().forEach(address -> found.add(new InetSocketAddress(address, server.getPort())));
            } catch (UnknownHostException e) {
                LOG.warn("the STUN server {} has no address that can be found", server.getHostString());
                LOG.debug("no address", e);
            }
        }
        return found;
    }

    /** Ends the thread; {@link #gather} gives what was known last. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }
}
