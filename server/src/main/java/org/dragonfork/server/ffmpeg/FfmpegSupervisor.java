package org.dragonfork.server.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProcessInput;
import org.dragonfork.egress.supervise.ProcessMachine;
import org.dragonfork.egress.supervise.ProcessPast;
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
    private static final Duration STOP_PATIENCE = ProcessMachine.KILL_AFTER.multipliedBy(2);
    private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Map<StreamId, SupervisedProcess> processes = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
    private final LongSupplier nanoClock;
    private final ProcessGuard guard;
    private final StateCounts entries = new StateCounts();
    private final SupervisedProcess.Shared shared;
    private final Duration stopPatience;
    private final int maxProcesses;
    private final Set<StreamId> ordered = new HashSet<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean closed;

    /**
     * Starts the thread, and no process.
     *
     * @param settings limits of all processes together
     * @param listener called from the supervisor's thread; must not block
     * @param received what came in on the legs of a process; called from any thread, must not block
     * @param nanoClock for time-outs and delays
     * @param wallClock for what is shown to people and for the RTCP clock of the legs
     */
    public FfmpegSupervisor(
            FfmpegBinary binary,
            SupervisorSettings settings,
            RunListener listener,
            Function<StreamId, List<LegSnapshot>> received,
            LongSupplier nanoClock,
            InstantSource wallClock) {
        this(binary, settings, listener, received, nanoClock, wallClock, new ProcessGuard());
    }

    private FfmpegSupervisor(
            FfmpegBinary binary,
            SupervisorSettings settings,
            RunListener listener,
            Function<StreamId, List<LegSnapshot>> received,
            LongSupplier nanoClock,
            InstantSource wallClock,
            ProcessGuard guard) {
        this(binary, settings, listener, received, nanoClock, wallClock, guard, starter(binary, guard), STOP_PATIENCE);
    }

    /** With runs of the caller's own, for tests. */
    FfmpegSupervisor(
            FfmpegBinary binary,
            SupervisorSettings settings,
            RunListener listener,
            Function<StreamId, List<LegSnapshot>> received,
            LongSupplier nanoClock,
            InstantSource wallClock,
            ProcessGuard guard,
            Run.Starter starter,
            Duration stopPatience) {
        this.nanoClock = nanoClock;
        this.guard = guard;
        this.stopPatience = stopPatience;
        maxProcesses = settings.maxProcesses();
        shared = new SupervisedProcess.Shared(
                binary,
                starter,
                new LegPlanner(binary, starter, nanoClock),
                listener,
                received,
                nanoClock,
                wallClock,
                entries,
                new CpuStrain(processors(), this::cpuPercentOfAll),
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
        add(spec, ports, ProcessPast.NONE);
    }

    /**
     * Takes in a process, ordered to stop, in the place of another.
     *
     * @param ports leased and bound by the caller until the process is removed
     * @param past what {@link #remove} left of that other process
     * @throws IllegalArgumentException when the id is taken or a leg has no port
     */
    public void add(ProcessSpec spec, LegPorts ports, ProcessPast past) {
        if (closing) {
            throw new IllegalStateException("the supervisor is closed");
        }
        if (processes.putIfAbsent(spec.id(), new SupervisedProcess(spec, ports, past, shared)) != null) {
            throw new IllegalArgumentException("process " + spec.id() + " exists already: remove it first");
        }
    }

    /**
     * Orders it to run; no effect when it is ordered to already.
     *
     * @throws IllegalArgumentException when there is no such process
     */
    public StartResult start(StreamId id) {
        return start(id, known(id), Optional.empty());
    }

    /**
     * Orders it to run on other ports; no effect when it is ordered to already.
     *
     * @param ports leased and bound by the caller until the process is stopped
     * @throws IllegalArgumentException when there is no such process, or a leg has no port
     */
    public StartResult start(StreamId id, LegPorts ports) {
        SupervisedProcess process = known(id);
        process.check(ports);
        return start(id, process, Optional.of(ports));
    }

    private StartResult start(StreamId id, SupervisedProcess process, Optional<LegPorts> ports) {
        synchronized (ordered) {
            if (maxProcesses > 0 && ordered.size() >= maxProcesses && !ordered.contains(id)) {
                return new StartResult.TooMany(maxProcesses);
            }
            ordered.add(id);
        }
        posted.add(() -> {
            if (!closing) {
                process.start(ports);
            }
        });
        return new StartResult.Ordered();
    }

    /**
     * Orders it not to run.
     *
     * @return completes when no run is there any more, as a rule at the latest 5 s later; with a {@link TimeoutException}
     *     after 10 s, when FFmpeg hangs in the kernel so that not even SIGKILL ends it
     * @throws IllegalArgumentException when there is no such process
     */
    public CompletableFuture<Void> stop(StreamId id) {
        return stop(id, known(id));
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
     * @return as that of {@link #stop}, with what is left of it; only when it completed well the id and the ports are free
     *     again
     * @throws IllegalArgumentException when there is no such process
     */
    public CompletableFuture<ProcessPast> remove(StreamId id) {
        SupervisedProcess process = known(id);
        return stop(id, process).thenApply(_ -> {
            processes.remove(id, process);
            return process.past();
        });
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
        processes.forEach((id, process) -> stops.add(stop(id, process)));
        try {
            CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new))
                    .get(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            LOG.warn("some FFmpeg processes did not end in time and are killed");
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

    private CompletableFuture<Void> stop(StreamId id, SupervisedProcess process) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        synchronized (ordered) {
            ordered.remove(id);
        }
        CompletableFuture<Void> gone = new CompletableFuture<>();
        posted.add(() -> {
            process.handle(new ProcessInput.OrderedStop());
            process.whenGone(gone);
        });
        return gone.orTimeout(stopPatience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Run.Starter starter(FfmpegBinary binary, ProcessGuard guard) {
        double processors = processors();
        boolean ownLibrary = binary.version().isStatic();
        return (command, output) -> FfmpegProcess.spawn(command, ownLibrary, processors, guard, output);
    }

    private static double processors() {
        return CpuCapacity.processors(
                Runtime.getRuntime().availableProcessors(), Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    private double cpuPercentOfAll() {
        return processes.values().stream()
                .mapToDouble(SupervisedProcess::cpuPercent)
                .sum();
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
