package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.dragonfork.egress.supervise.ExitStatus;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessEffect;
import org.dragonfork.egress.supervise.ProcessInput;
import org.dragonfork.egress.supervise.ProcessMachine;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process with its machine and its run. Owned by the supervisor's thread, but for {@link #status}, which any thread may
 * call.
 */
final class SupervisedProcess {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProcess.class);
    private static final int SIGSEGV = 11;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * What the processes of one supervisor share.
     *
     * @param entries counts the state changes of all processes, also of those that are gone
     * @param supervisor runs what it is given on the supervisor's thread
     */
    record Shared(
            FfmpegBinary binary,
            ProcessGuard guard,
            LegPlanner planner,
            RunListener listener,
            LongSupplier nanoClock,
            InstantSource wallClock,
            StateCounts entries,
            ReportLimits reportLimits,
            Executor supervisor) {}

    private final ProcessSpec spec;
    private final LegPorts ports;
    private final Shared shared;
    private final ProcessMachine machine;
    private final RunLog log;
    private final StateCounts entries = new StateCounts();
    private final List<CompletableFuture<Void>> awaitingEnd = new ArrayList<>();
    private @Nullable FfmpegProcess run;
    private Instant since;
    private long sinceNanos;
    private String why = "never started";
    private int runs;
    private Progress progress = Progress.NONE;
    private List<String> command = List.of();
    private final PlannedLegs legs;
    private volatile Published published;

    /** What other threads may see of the fields that the supervisor's thread owns. */
    private record Published(
            Order order,
            ProcessState state,
            Instant since,
            long sinceNanos,
            String why,
            OptionalLong pid,
            int restarts,
            OptionalLong reconnectAtNanos,
            Progress progress,
            List<String> command) {}

    SupervisedProcess(ProcessSpec spec, LegPorts ports, Shared shared) {
        this.spec = spec;
        this.ports = ports;
        this.shared = shared;
        machine = new ProcessMachine(spec.policy());
        log = new RunLog(shared.reportLimits(), List.of(), shared.wallClock());
        legs = new PlannedLegs(spec, shared, log::add);
        since = shared.wallClock().instant();
        sinceNanos = shared.nanoClock().getAsLong();
        published = published();
    }

    /** The present status, put together from what the supervisor's thread published last. */
    ProcessStatus status() {
        Published last = published;
        long now = shared.nanoClock().getAsLong();
        OptionalLong reconnectAt = last.reconnectAtNanos();
        long seconds = reconnectAt.isEmpty() ? -1 : Math.max(0, (reconnectAt.getAsLong() - now) / NANOS_PER_SECOND);
        return new ProcessStatus(
                spec.id(),
                spec.reference(),
                last.order(),
                last.state(),
                last.since(),
                Duration.ofNanos(Math.max(0, now - last.sinceNanos())),
                last.why(),
                last.pid(),
                last.restarts(),
                seconds,
                entries.all(),
                last.progress().shown(),
                0,
                0,
                spec.limits(),
                last.command(),
                log.report());
    }

    /** What the legs carry; any thread. */
    Optional<LegPlan> plan() {
        return legs.plan();
    }

    OptionalLong deadlineNanos() {
        return machine.deadlineNanos();
    }

    boolean hasRun() {
        return machine.state().hasRun();
    }

    void handle(ProcessInput input) {
        if (input instanceof ProcessInput.OrderedStart && machine.order() == Order.STOP) {
            legs.forget();
        }
        carryOut(machine.handle(input, shared.nanoClock().getAsLong()));
    }

    /** Does what is due by now, if anything is. */
    void handleDue() {
        List<ProcessEffect> effects = machine.handleTimeout(shared.nanoClock().getAsLong());
        if (!effects.isEmpty()) {
            carryOut(effects);
        }
    }

    /** Completes the future as soon as no run is there. */
    void whenGone(CompletableFuture<Void> gone) {
        if (hasRun()) {
            awaitingEnd.add(gone);
        } else {
            gone.complete(null);
        }
    }

    /** The last resort when the supervisor closes. */
    void kill() {
        legs.cancel();
        if (run != null) {
            run.kill();
        }
    }

    private void carryOut(List<ProcessEffect> effects) {
        for (ProcessEffect effect : effects) {
            switch (effect) {
                case ProcessEffect.Spawn _ -> spawn();
                case ProcessEffect.Interrupt _ -> {
                    if (run != null) {
                        run.interrupt();
                    }
                }
                case ProcessEffect.Kill _ -> kill();
                case ProcessEffect.StateChanged changed -> stateChanged(changed);
            }
        }
        publish();
    }

    private void stateChanged(ProcessEffect.StateChanged changed) {
        since = shared.wallClock().instant();
        sinceNanos = shared.nanoClock().getAsLong();
        why = changed.why();
        entries.entered(changed.to());
        shared.entries().entered(changed.to());
        if (changed.to() == ProcessState.FINISHING) {
            legs.cancel();
        }
        publish();
        LOG.debug("process {}: {} -> {}, {}", spec.id(), changed.from(), changed.to(), changed.why());
        guarded(() -> shared.listener().stateChanged(spec.id(), changed.from(), changed.to()));
        if (!changed.to().hasRun()) {
            guarded(() -> shared.listener().runEnded(spec.id(), changed.to(), changed.why()));
            awaitingEnd.forEach(gone -> gone.complete(null));
            awaitingEnd.clear();
        }
    }

    private void spawn() {
        runs++;
        log.begin();
        progress = Progress.NONE;
        guarded(() -> shared.listener().runStarted(spec.id()));
        if (legs.areMissing()) {
            legs.make(this::launch, this::handle);
        } else {
            launch();
        }
    }

    private void launch() {
        ProcessInput result;
        try {
            Instant now = shared.wallClock().instant();
            long startMicros = now.getEpochSecond() * 1_000_000L + now.getNano() / 1000;
            List<String> arguments = new FfmpegCommand(shared.binary()).build(legs.planned(), ports, startMicros);
            command = arguments.stream().map(Masked::text).toList();
            RunOutput output = new RunOutput();
            FfmpegProcess spawned =
                    FfmpegProcess.spawn(arguments, shared.binary().version().isStatic(), shared.guard(), output);
            run = spawned;
            output.identify(spawned);
            result = new ProcessInput.Spawned(spawned.pid());
        } catch (IOException e) {
            String failure = "FFmpeg could not be started: " + e.getMessage();
            log.add(failure);
            result = new ProcessInput.SpawnFailed(failure);
        }
        handle(result);
    }

    private void publish() {
        published = published();
    }

    private Published published() {
        return new Published(
                machine.order(),
                machine.state(),
                since,
                sinceNanos,
                why,
                run == null ? OptionalLong.empty() : OptionalLong.of(run.pid()),
                Math.max(0, runs - 1),
                machine.reconnectAtNanos(),
                progress,
                command);
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("the listener of process {} failed", spec.id(), e);
        }
    }

    /** Brings what a run says to the supervisor's thread. */
    private final class RunOutput implements FfmpegProcess.Output {
        private @Nullable FfmpegProcess source;

        // On the supervisor's thread, before anything this run posts is taken up there.
        void identify(FfmpegProcess spawned) {
            source = spawned;
        }

        @Override
        public void said(String line) {
            log.add(line);
            legs.said(line);
        }

        @Override
        public void progressed(Progress next) {
            post(() -> {
                if (next.isBeyond(progress)) {
                    log.endPrelude();
                    progress = next;
                    handle(new ProcessInput.Progressed());
                    guarded(() -> shared.listener().progressed(spec.id()));
                }
            });
        }

        @Override
        public void described(String sdp) {
            post(() -> {
                handle(new ProcessInput.OutputSeen());
                guarded(() -> shared.listener().mediaDescribed(spec.id(), sdp));
                if (legs.contradicts(sdp) && spec.policy().reconnect()) {
                    log.add("the input is another one than the legs were planned for; it is looked at again");
                    handle(new ProcessInput.OrderedRestart());
                }
            });
        }

        @Override
        public void exited(ExitStatus status) {
            if (status.equals(new ExitStatus.Signal(SIGSEGV))
                    && shared.binary().version().isStatic()) {
                log.add("this static FFmpeg build crashes when it looks up a host name: "
                        + "write the address as a number, or install ffmpeg");
            }
            post(() -> {
                run = null;
                progress = Progress.NONE;
                legs.runEnded();
                handle(new ProcessInput.Exited(status));
            });
        }

        // What an earlier run says late means nothing to the present one.
        private void post(Runnable task) {
            shared.supervisor().execute(() -> {
                if (run != null && run == source) {
                    task.run();
                }
            });
        }
    }
}
