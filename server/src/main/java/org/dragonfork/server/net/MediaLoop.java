package org.dragonfork.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.egress.media.MediaShard;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.media.ShardMailbox;
import org.dragonfork.egress.media.ViewerRegistry;
import org.dragonfork.egress.stream.PacketRing;
import org.dragonfork.egress.stream.RtpLeg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A media thread: waits for packets of its legs, for commands and for time, and lets the {@link MediaShard} work. Takes what
 * a leg has, up to a bound, and never waits for more.
 */
public final class MediaLoop implements ShardMailbox, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);

    /** Packets of one leg before the others get their turn: a large key frame. */
    private static final int MAX_BATCH = 64;

    /** Commands between two looks at the legs. */
    private static final int MAX_COMMANDS = 64;

    /** Datagrams of viewers that may wait: half a second of a hundred viewers, and a bound for a flood. */
    private static final int MAX_WAITING_DATAGRAMS = 4096;

    /** Reads of a leg that fail in a row before it is given up: most errors pass, one that stays would keep the thread busy. */
    private static final int MAX_READ_FAILURES = 16;

    /** A defect that comes with every packet is said once in this time. */
    private static final long FAULT_LINE_NANOS = 1_000_000_000L;

    private final EgressClock clock;
    private final MediaShard shard;
    private final ForwardSampler sampler;
    private final Selector selector;
    private final Thread thread;
    private final Queue<ShardCommand> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingDatagrams = new AtomicInteger();
    private final Map<StreamId, List<LegSocket>> sockets = new HashMap<>();
    /** NIO receives into native memory anyway; from here a packet is copied into its slot once. */
    private final ByteBuffer inbox = ByteBuffer.allocateDirect(PacketRing.SLOT_SIZE);

    private volatile boolean stopping;
    private long lastFaultNanos;
    private final LongAdder droppedDatagrams = new LongAdder();

    /** What a selection key knows. */
    private static final class Ingest {
        private final StreamId stream;
        private final RtpLeg leg;
        /** Reads that failed since the last one that did not. */
        private int failures;

        Ingest(StreamId stream, RtpLeg leg) {
            this.stream = stream;
            this.leg = leg;
        }
    }

    /** A loop that does not time its packets. */
    public MediaLoop(int number, DatagramSink sink, ViewerRegistry registry, EgressObserver observer, EgressClock clock)
            throws IOException {
        this(number, sink, registry, observer, clock, ForwardSampler.off());
    }

    /** @param sampler of this loop alone */
    public MediaLoop(
            int number,
            DatagramSink sink,
            ViewerRegistry registry,
            EgressObserver observer,
            EgressClock clock,
            ForwardSampler sampler)
            throws IOException {
        this.clock = clock;
        this.sampler = sampler;
        this.lastFaultNanos = clock.nanos() - FAULT_LINE_NANOS;
        this.shard = new MediaShard(sink, registry, observer, clock.nanos());
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name("media-" + number).daemon(true).unstarted(this::run);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    @Override
    public boolean post(ShardCommand command) {
        if (command instanceof ShardCommand.Datagram) {
            if (waitingDatagrams.incrementAndGet() > MAX_WAITING_DATAGRAMS) {
                waitingDatagrams.decrementAndGet();
                droppedDatagrams.increment();
                return false;
            }
        }
        commands.add(command);
        selector.wakeup();
        return true;
    }

    /** Datagrams of viewers that were dropped because too many waited. */
    public long droppedDatagrams() {
        return droppedDatagrams.sum();
    }

    /** Ends the thread after the commands that are there, and waits for it. */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                guardedTurn();
            }
            handleCommands(Integer.MAX_VALUE);
        } catch (ClosedSelectorException _) {
            // Closed from outside, which ends the loop.
        } catch (IOException e) {
            LOG.error("media thread {} cannot wait for packets any more: {}", thread.getName(), e.toString());
        } finally {
            sockets.values().forEach(list -> list.forEach(LegSocket::close));
            closeQuietly();
        }
    }

    /** A defect in one turn must not end all streams of this thread. */
    private void guardedTurn() throws IOException {
        try {
            turn();
        } catch (ClosedSelectorException e) {
            throw e;
        } catch (RuntimeException e) {
            long now = clock.nanos();
            if (now - lastFaultNanos >= FAULT_LINE_NANOS) {
                lastFaultNanos = now;
                LOG.error("media thread {} met a defect and goes on", thread.getName(), e);
            }
        }
    }

    private void turn() throws IOException {
        long wait = shard.deadlineNanos() - clock.nanos();
        if (wait <= 0 || !commands.isEmpty()) {
            selector.selectNow(this::receive);
        } else {
            // Rounded up: a wait of 0 would be for ever.
            selector.select(this::receive, wait / 1_000_000 + 1);
        }
        handleCommands(MAX_COMMANDS);
        shard.tick(clock.nanos());
    }

    private void receive(SelectionKey key) {
        if (!key.isValid() || !(key.attachment() instanceof Ingest ingest)) {
            return;
        }
        var channel = (DatagramChannel) key.channel();
        RtpLeg leg = ingest.leg;
        long from = leg.ring().end();
        try {
            for (int i = 0; i < MAX_BATCH; i++) {
                inbox.clear();
                if (channel.receive(inbox) == null) {
                    break;
                }
                int length = inbox.flip().limit();
                inbox.get(leg.nextSlot(), 0, length);
                long now = clock.nanos();
                leg.accept(length, now, clock.unixNanos());
                sampler.taken(now);
                ingest.failures = 0;
            }
        } catch (IOException e) {
            handle(new ShardCommand.LegBroken(ingest.stream, leg.kind(), "port " + leg.port() + ": " + e));
            if (++ingest.failures == MAX_READ_FAILURES) {
                LOG.error("leg port {} of stream {} is given up: {}", leg.port(), ingest.stream, e.toString());
                key.cancel();
            }
        }
        shard.packets(ingest.stream, leg, from, leg.ring().end());
        if (sampler.isWaiting()) {
            sampler.forwarded(clock.nanos(), shard.isWatched(ingest.stream));
        }
    }

    private void handleCommands(int most) {
        for (int i = 0; i < most; i++) {
            ShardCommand command = commands.poll();
            if (command == null) {
                return;
            }
            if (command instanceof ShardCommand.Datagram) {
                waitingDatagrams.decrementAndGet();
            }
            handle(command);
        }
    }

    private void handle(ShardCommand command) {
        try {
            if (command instanceof ShardCommand.AddStream add) {
                listen(add);
            }
            shard.handle(command, clock.nanos());
            if (command instanceof ShardCommand.RemoveStream(StreamId id)) {
                var closing = sockets.remove(id);
                if (closing != null) {
                    closing.forEach(LegSocket::close);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "media thread {} could not do {}",
                    thread.getName(),
                    command.getClass().getSimpleName(),
                    e);
        }
    }

    private void listen(ShardCommand.AddStream add) throws IOException {
        sockets.put(add.stream().id(), add.sockets());
        for (LegSocket socket : add.sockets()) {
            for (RtpLeg leg : add.stream().legs()) {
                if (leg.port() == socket.port() && socket instanceof NioLegSocket nio) {
                    nio.channel()
                            .register(
                                    selector,
                                    SelectionKey.OP_READ,
                                    new Ingest(add.stream().id(), leg));
                }
            }
        }
    }

    private void closeQuietly() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("selector of {} did not close: {}", thread.getName(), e.toString());
        }
    }
}
