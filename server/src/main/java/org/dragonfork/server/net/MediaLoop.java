package org.dragonfork.server.net;

import java.io.IOException;
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
import org.dragonfork.egress.media.SinkCounts;
import org.dragonfork.egress.media.ViewerRegistry;
import org.dragonfork.egress.stream.RtpLeg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A media thread: waits for packets of its legs, for commands, for packets of other threads' legs and for time, and lets the
 * {@link MediaShard} work. Takes what a leg has, up to a bound, and never waits for more.
 */
public final class MediaLoop implements ShardMailbox, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);

    /** Commands between two looks at the legs. */
    private static final int MAX_COMMANDS = 64;

    /** Datagrams of viewers that may wait: half a second of a hundred viewers, and a bound for a flood. */
    private static final int MAX_WAITING_DATAGRAMS = 4096;

    /** A defect that comes with every packet is said once in this time. */
    private static final long FAULT_LINE_NANOS = 1_000_000_000L;

    private final EgressClock clock;
    private final DatagramSink sink;
    private final MediaShard shard;
    private final ForwardSampler sampler;
    private final LegReader reader;
    private final Legs legs = new Legs();
    private final TurnClock turns;
    private final Thread thread;
    private final Queue<ShardCommand> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingDatagrams = new AtomicInteger();
    private final Map<StreamId, List<LegSocket>> sockets = new HashMap<>();
    private final LongAdder droppedDatagrams = new LongAdder();

    private volatile boolean stopping;
    private volatile boolean signalled;
    private long lastFaultNanos;

    /** What was read goes on to the shard. */
    private final class Legs implements LegReader.Listener {
        @Override
        public void received(StreamId stream, RtpLeg leg, int datagrams, long takenNanos) {
            for (int i = 0; i < datagrams; i++) {
                sampler.taken(takenNanos);
            }
            shard.packets(stream, leg, clock.nanos());
            if (sampler.isWaiting()) {
                sampler.forwarded(clock.nanos(), shard.isWatched(stream));
            }
        }

        @Override
        public void broken(StreamId stream, RtpLeg leg, String why, boolean givenUp) {
            handle(new ShardCommand.LegBroken(stream, leg.kind(), "port " + leg.port() + ": " + why));
            if (givenUp) {
                LOG.error("leg port {} of stream {} is given up: {}", leg.port(), stream, why);
            }
        }
    }

    /**
     * @param pacing whether large bursts are spread over some milliseconds
     * @param sampler of this loop alone
     */
    public MediaLoop(
            int number,
            MediaSockets sockets,
            ViewerRegistry registry,
            EgressObserver observer,
            EgressClock clock,
            boolean pacing,
            ForwardSampler sampler)
            throws IOException {
        this(number, sockets.newSink(), sockets.newLegReader(clock), registry, observer, clock, pacing, sampler);
    }

    MediaLoop(
            int number,
            DatagramSink sink,
            LegReader reader,
            ViewerRegistry registry,
            EgressObserver observer,
            EgressClock clock,
            boolean pacing,
            ForwardSampler sampler) {
        this.clock = clock;
        this.sampler = sampler;
        this.lastFaultNanos = clock.nanos() - FAULT_LINE_NANOS;
        this.turns = new TurnClock(clock.nanos());
        this.sink = sink;
        this.reader = reader;
        this.shard = new MediaShard(sink, registry, observer, this, pacing, clock.nanos());
        this.thread = Thread.ofPlatform().name("media-" + number).daemon(true).unstarted(this::run);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    @Override
    public boolean post(ShardCommand command) {
        boolean kept = leave(command);
        if (kept) {
            reader.wakeup();
        }
        return kept;
    }

    @Override
    public boolean leave(ShardCommand command) {
        if (command instanceof ShardCommand.Datagram) {
            if (waitingDatagrams.incrementAndGet() > MAX_WAITING_DATAGRAMS) {
                waitingDatagrams.decrementAndGet();
                droppedDatagrams.increment();
                return false;
            }
        }
        commands.add(command);
        return true;
    }

    @Override
    public void signal() {
        signalled = true;
        reader.wakeup();
    }

    /** Datagrams of viewers that were dropped because too many waited. */
    public long droppedDatagrams() {
        return droppedDatagrams.sum();
    }

    /** What this thread's way out has counted. */
    public SinkCounts sent() {
        return sink.counts();
    }

    /** The longest turn of the last half minute or more: how long a viewer's packet may have waited for others. */
    public long longestTurnNanos() {
        return turns.longestNanos();
    }

    /** Turns so long that viewers may have noticed. */
    public long slowTurns() {
        return turns.slowTurns();
    }

    /** Name of the thread. */
    public String name() {
        return thread.getName();
    }

    /** Ends the thread after the commands that are there, and waits for it. */
    @Override
    public void close() {
        stopping = true;
        reader.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                turn();
            }
            handleCommands(Integer.MAX_VALUE);
        } catch (IOException e) {
            LOG.error("media thread {} cannot wait for packets any more: {}", thread.getName(), e.toString());
        } finally {
            sockets.values().forEach(list -> list.forEach(LegSocket::close));
            closeQuietly();
        }
    }

    private void turn() throws IOException {
        boolean idle = commands.isEmpty() && !signalled;
        reader.await(idle ? shard.deadlineNanos() - clock.nanos() : 0);
        long startedNanos = clock.nanos();
        signalled = false;
        guarded(() -> reader.receive(legs));
        guarded(() -> shard.follow(clock.nanos()));
        handleCommands(MAX_COMMANDS);
        guarded(() -> shard.tick(clock.nanos()));
        turns.turned(startedNanos, clock.nanos());
    }

    /** A defect in one turn must not end all streams of this thread. */
    private void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            long now = clock.nanos();
            if (now - lastFaultNanos >= FAULT_LINE_NANOS) {
                lastFaultNanos = now;
                LOG.error("media thread {} met a defect and goes on", thread.getName(), e);
            }
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
                    closing.forEach(socket -> {
                        reader.remove(socket);
                        socket.close();
                    });
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
                if (leg.port() == socket.port()) {
                    reader.add(add.stream().id(), leg, socket);
                }
            }
        }
    }

    private void closeQuietly() {
        try {
            reader.close();
        } catch (IOException e) {
            LOG.debug("what {} waits at did not close: {}", thread.getName(), e.toString());
        }
    }
}
