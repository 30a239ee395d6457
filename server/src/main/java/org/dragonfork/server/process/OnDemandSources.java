package org.dragonfork.server.process;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessRunner;
import org.dragonfork.egress.supervise.DemandEffect;
import org.dragonfork.egress.supervise.DemandInput;
import org.dragonfork.egress.supervise.DemandMachine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that run only while somebody watches, and whoever waits for them. One thread owns their machines; starting and
 * stopping takes up to seconds and is done by a thread of its own each time. Safe for use from any thread.
 */
public final class OnDemandSources implements EgressObserver, AutoCloseable {
    /** Requests that may wait at one time, each with a thread and its offer; who comes on top is told to come again. */
    static final int MAX_WAITING = 256;

    private static final Logger LOG = LoggerFactory.getLogger("dragonfork.process");

    private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

    /** The machine answers in time; this is for the day on which it does not. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Duration startTimeout;
    private final Duration stopDelay;
    private final LongSupplier nanoClock;
    private final InstantSource wallClock;
    private final Map<StreamId, DemandedSource> sources = new ConcurrentHashMap<>();
    private final Map<Long, Waiter> waiting = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final LinkedBlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;
    private boolean closed;

    private record Waiter(DemandedSource source, CompletableFuture<DemandOutcome> answer) {}

    /**
     * Starts the thread.
     *
     * @param startTimeout how long somebody waits for a stream
     * @param stopDelay how long a process runs on after its last viewer
     * @param nanoClock for both
     * @param wallClock for what is shown to people
     */
    public OnDemandSources(Duration startTimeout, Duration stopDelay, LongSupplier nanoClock, InstantSource wallClock) {
        this.startTimeout = startTimeout;
        this.stopDelay = stopDelay;
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
        this.thread = Thread.ofPlatform().daemon().name("on-demand").start(this::loop);
    }

    @Override
    public void on(EgressEvent event) {
        switch (event) {
            case EgressEvent.StreamLive live -> tell(live.stream(), new DemandInput.Live());
            case EgressEvent.StreamIdle idle -> tell(idle.stream(), new DemandInput.Idle());
            case EgressEvent.SessionStarted started -> tell(started.stream(), new DemandInput.ViewerCame());
            case EgressEvent.SessionEnded ended -> tell(ended.stream(), new DemandInput.ViewerLeft());
            case EgressEvent.StreamRegistered _,
                    EgressEvent.StreamRemoved _,
                    EgressEvent.LegFailed _,
                    EgressEvent.IceSettled _,
                    EgressEvent.IceFailed _,
                    EgressEvent.SessionSecured _,
                    EgressEvent.FirstPacketSent _,
                    EgressEvent.FirstKeyFrameSent _,
                    EgressEvent.ReceptionReported _,
                    EgressEvent.CodecMismatched _,
                    // Who means to answer does so long before a process without viewers is stopped.
                    EgressEvent.CounterOffered _,
                    EgressEvent.CounterOfferLapsed _,
                    EgressEvent.CapRejected _,
                    EgressEvent.PeerFaulted _,
                    EgressEvent.WhepExchanged _ -> {}
        }
    }

    /** The last run of a process has ended, although it was ordered to run, and no other follows. */
    public void over(StreamId id, String why) {
        tell(id, new DemandInput.RunOver(why));
    }

    /** Ends all waiting; nothing is started any more. */
    @Override
    public void close() {
        closing = true;
        posted.add(() -> closed = true);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        waiting.values().forEach(waiter -> waiter.answer().complete(new DemandOutcome.Closing()));
    }

    /** From now on the process is started for whoever wants to watch; no effect when it is so already. */
    void arm(StreamId id, ProcessRunner runner, Lock lock) {
        sources.computeIfAbsent(
                id,
                _ -> new DemandedSource(
                        id,
                        new DemandMachine(startTimeout, stopDelay),
                        runner,
                        lock,
                        wallClock.instant().getEpochSecond()));
    }

    /** From now on it is not; the caller stops what runs. Whoever waits for it is told that it is gone. */
    void disarm(StreamId id) {
        DemandedSource source = sources.remove(id);
        if (source != null) {
            posted.add(() -> gone(source));
        }
    }

    /** Whether the process is started for whoever wants to watch. */
    boolean isArmed(StreamId id) {
        return sources.containsKey(id);
    }

    /** Whether it is, and nobody does. */
    boolean isAsleep(StreamId id) {
        return Optional.ofNullable(sources.get(id))
                .filter(DemandedSource::isAsleep)
                .isPresent();
    }

    /** All that are started for whoever wants to watch. */
    List<DemandedSource> armed() {
        return List.copyOf(sources.values());
    }

    /** Has the process started if it sleeps, and waits until its stream is live, at most the start time-out. */
    DemandOutcome await(StreamId id) {
        DemandedSource source = sources.get(id);
        if (source == null) {
            return new DemandOutcome.Gone();
        }
        if (!places.tryAcquire()) {
            return new DemandOutcome.Crowded(MAX_WAITING);
        }
        long name = names.incrementAndGet();
        var answer = new CompletableFuture<DemandOutcome>();
        waiting.put(name, new Waiter(source, answer));
        try {
            posted.add(() -> handle(source, new DemandInput.Wanted(name)));
            if (closing) {
                return new DemandOutcome.Closing();
            }
            return answer.get(startTimeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new DemandOutcome.Closing();
        } catch (TimeoutException | ExecutionException e) {
            LOG.error("nobody answered a viewer that waited for stream {}", id, e);
            return new DemandOutcome.Late(startTimeout);
        } finally {
            waiting.remove(name);
            places.release();
        }
    }

    /** Requests that wait now. */
    int waiting() {
        return waiting.size();
    }

    /** Runs this on the thread of the machines, behind all they were told, and looks again what is due; for virtual clocks. */
    void inTurn(Runnable task) {
        posted.add(task);
    }

    private void tell(StreamId id, DemandInput input) {
        DemandedSource source = sources.get(id);
        if (source != null) {
            posted.add(() -> handle(source, input));
        }
    }

    private void handle(DemandedSource source, DemandInput input) {
        if (isPresent(source)) {
            carryOut(source, source.machine().handle(input, nanoClock.getAsLong()));
        } else {
            gone(source);
        }
    }

    private void gone(DemandedSource source) {
        waiting.values().stream()
                .filter(waiter -> waiter.source() == source)
                .forEach(waiter -> waiter.answer().complete(new DemandOutcome.Gone()));
    }

    private void carryOut(DemandedSource source, List<DemandEffect> effects) {
        // First: whoever is answered may look.
        source.publish();
        for (DemandEffect effect : effects) {
            switch (effect) {
                case DemandEffect.Wake() -> {
                    LOG.info("process {}: somebody wants to watch it, it is started", source.id());
                    Thread.startVirtualThread(() -> start(source));
                }
                case DemandEffect.Sleep(String why) -> {
                    LOG.info("process {}: {}, it sleeps until somebody watches", source.id(), why);
                    Thread.startVirtualThread(() -> stop(source));
                }
                case DemandEffect.TellLive(long waiter) -> answer(waiter, new DemandOutcome.Live());
                case DemandEffect.TellLate(long waiter) -> answer(waiter, new DemandOutcome.Late(startTimeout));
                case DemandEffect.TellRefused(long waiter, String why) ->
                    answer(waiter, new DemandOutcome.Refused(why));
            }
        }
    }

    private void answer(long name, DemandOutcome outcome) {
        Waiter waiter = waiting.get(name);
        if (waiter != null) {
            waiter.answer().complete(outcome);
        }
    }

    private void start(DemandedSource source) {
        DemandInput result = new DemandInput.WakeRefused("it was stopped");
        source.lock().lock();
        try {
            if (isPresent(source) && !closing) {
                result = switch (source.runner().start(source.id())) {
                    case ProcessRunner.Start.Ordered() -> new DemandInput.Woken();
                    case ProcessRunner.Start.Refused(String why) -> {
                        LOG.warn("process {} shall run and does not: {}", source.id(), why);
                        yield new DemandInput.WakeRefused(why);
                    }
                };
            }
        } catch (RuntimeException e) {
            LOG.error("process {} cannot be started because of a bug", source.id(), e);
            result = new DemandInput.WakeRefused("a fault in the server");
        } finally {
            source.lock().unlock();
        }
        report(source, result);
    }

    private void stop(DemandedSource source) {
        source.lock().lock();
        try {
            if (isPresent(source)) {
                source.runner().stop(source.id());
            }
        } catch (RuntimeException e) {
            LOG.error("process {} cannot be stopped", source.id(), e);
        } finally {
            source.lock().unlock();
        }
        report(source, new DemandInput.Slept());
    }

    private void report(DemandedSource source, DemandInput input) {
        posted.add(() -> handle(source, input));
    }

    private boolean isPresent(DemandedSource source) {
        return sources.get(source.id()) == source;
    }

    private void loop() {
        while (!closed) {
            try {
                Runnable task = posted.poll(nanosToNextDeadline(), TimeUnit.NANOSECONDS);
                if (task != null) {
                    task.run();
                }
                long now = nanoClock.getAsLong();
                for (DemandedSource source : sources.values()) {
                    OptionalLong deadline = source.machine().deadlineNanos();
                    if (deadline.isPresent() && deadline.getAsLong() - now <= 0) {
                        carryOut(source, source.machine().handleTimeout(now));
                    }
                }
            } catch (InterruptedException _) {
                // Nobody but close ends this thread, and it does so with the field.
                LOG.debug("interrupted");
            } catch (RuntimeException e) {
                LOG.error("a fault in the start of processes on demand", e);
            }
        }
    }

    private long nanosToNextDeadline() {
        long now = nanoClock.getAsLong();
        long wait = IDLE_NANOS;
        for (DemandedSource source : sources.values()) {
            OptionalLong deadline = source.machine().deadlineNanos();
            if (deadline.isPresent()) {
                wait = Math.min(wait, Math.max(0, deadline.getAsLong() - now));
            }
        }
        return wait;
    }
}
