package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProcessInput;
import org.dragonfork.egress.supervise.ProcessMachine;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs FFmpeg processes as their machines decide: one thread owns all of them, everybody else posts to it. All methods may be
 * called from any thread; they return at once unless they say otherwise.
 */
public final class FfmpegSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FfmpegSupervisor.class);
    private static final Duration CLOSE_PATIENCE = ProcessMachine.KILL_AFTER.plusSeconds(2);
    private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Map<StreamId, SupervisedProcess> processes = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
    private final LongSupplier nanoClock;
    private final ProcessGuard guard = new ProcessGuard();
    private final StateCounts entries = new StateCounts();
    private final SupervisedProcess.Shared shared;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean closed;

    /**
     * Starts the thread, and no process.
     *
     * @param settings limits of all processes together
     * @param listener called from the supervisor's thread; must not block
     * @param nanoClock for time-outs and delays
     * @param wallClock for what is shown to people and for the RTCP clock of the legs
     */
    public FfmpegSupervisor(
            FfmpegBinary binary,
            SupervisorSettings settings,
            RunListener listener,
            LongSupplier nanoClock,
            InstantSource wallClock) {
        this.nanoClock = nanoClock;
        shared = new SupervisedProcess.Shared(
                binary,
                guard,
                new LegPlanner(binary, guard, nanoClock),
                listener,
                nanoClock,
                wallClock,
                entries,
                settings.reportLimits(),
                posted::add);
        thread = Thread.ofPlatform().daemon().name("supervisor").start(this::loop);
    }

    /** The FFmpeg that all processes run. */
    public FfmpegBinary binary() {
        return shared.binary();
    }

    /**
     * Takes in a process, ordered to stop.
     *
     * @param ports leased and bound by the caller until the process is removed
     * @throws IllegalArgumentException when the id is taken or a leg has no port
     */
    public void add(ProcessSpec spec, LegPorts ports) {
        if (closing) {
            throw new IllegalStateException("the supervisor is closed");
        }
        if (spec.legs().isPresent() && !ports.cover(spec.legs().get())) {
            throw new IllegalArgumentException("process " + spec.id() + " has a leg without a port");
        }
        if (processes.putIfAbsent(spec.id(), new SupervisedProcess(spec, ports, shared)) != null) {
            throw new IllegalArgumentException("process " + spec.id() + " exists already: remove it first");
        }
    }

    /**
     * Orders it to run; no effect when it is ordered to already.
     *
     * @throws IllegalArgumentException when there is no such process
     */
    public void start(StreamId id) {
        SupervisedProcess process = known(id);
        posted.add(() -> {
            if (!closing) {
                process.handle(new ProcessInput.OrderedStart());
            }
        });
    }

    /**
     * Orders it not to run.
     *
     * @return completes when no run is there any more, at the latest some 5 s later
     * @throws IllegalArgumentException when there is no such process
     */
    public CompletableFuture<Void> stop(StreamId id) {
        return stop(known(id));
    }

    /**
     * Ends the present run, if there is one; the next begins after the reconnect delay, and not at all without reconnect.
     *
     * @throws IllegalArgumentException when there is no such process
     */
    public void restart(StreamId id) {
        SupervisedProcess process = known(id);
        posted.add(() -> process.handle(new ProcessInput.OrderedRestart()));
    }

    /**
     * Stops it and forgets it.
     *
     * @return completes when no run is there any more; only then the id and the ports are free again
     * @throws IllegalArgumentException when there is no such process
     */
    public CompletableFuture<Void> remove(StreamId id) {
        SupervisedProcess process = known(id);
        return stop(process).thenRun(() -> processes.remove(id, process));
    }

    /** What the legs of a process carry; empty without legs, and before the first plan. */
    public Optional<LegPlan> plan(StreamId id) {
        return Optional.ofNullable(processes.get(id)).flatMap(SupervisedProcess::plan);
    }

    /**
     * Lets FFmpeg look at the inputs of a process, which need not be one of those here.
     *
     * @return completes at the latest some 25 s later; without streams when FFmpeg found none, and its log says why
     */
    public CompletableFuture<ProbeResult> probe(ProcessSpec spec) {
        return shared.planner().probe(spec);
    }

    /** The state of one process. */
    public Optional<ProcessStatus> status(StreamId id) {
        return Optional.ofNullable(processes.get(id)).map(SupervisedProcess::status);
    }

    /** The state of every process, in no particular order. */
    public List<ProcessStatus> all() {
        return processes.values().stream().map(SupervisedProcess::status).toList();
    }

    /** How often any process came into each state since the supervisor began; all states are there. */
    public Map<ProcessState, Long> stateEntries() {
        return entries.all();
    }

    /** Stops every process and waits for it, at most some 7 s; what is left then is killed. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        List<CompletableFuture<Void>> stops = new ArrayList<>();
        processes.values().forEach(process -> stops.add(stop(process)));
        try {
            CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new))
                    .get(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("some FFmpeg processes did not end in time and are killed", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        posted.add(() -> {
            processes.values().forEach(SupervisedProcess::kill);
            closed = true;
        });
        try {
            thread.join(CLOSE_PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        guard.close();
    }

    /** The pid of the guard, for tests that kill it. */
    long guardPid() {
        return guard.pid();
    }

    private CompletableFuture<Void> stop(SupervisedProcess process) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> gone = new CompletableFuture<>();
        posted.add(() -> {
            process.handle(new ProcessInput.OrderedStop());
            process.whenGone(gone);
        });
        return gone;
    }

    private SupervisedProcess known(StreamId id) {
        SupervisedProcess process = processes.get(id);
        if (process == null) {
            throw new IllegalArgumentException("there is no process " + id);
        }
        return process;
    }

    private void loop() {
        while (!closed) {
            try {
                Runnable task = posted.poll(nanosToNextDeadline(), TimeUnit.NANOSECONDS);
                if (task != null) {
                    task.run();
                }
                processes.values().forEach(SupervisedProcess::handleDue);
            } catch (InterruptedException _) {
                // Nobody but close ends this thread, and it does so with the field.
                LOG.debug("interrupted");
            } catch (RuntimeException e) {
                LOG.error("a fault in the supervision of processes", e);
            }
        }
    }

    private long nanosToNextDeadline() {
        long now = nanoClock.getAsLong();
        long wait = IDLE_NANOS;
        for (SupervisedProcess process : processes.values()) {
            OptionalLong deadline = process.deadlineNanos();
            if (deadline.isPresent()) {
                wait = Math.min(wait, Math.max(0, deadline.getAsLong() - now));
            }
        }
        return wait;
    }
}
