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
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.ExitStatus;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.LimitWatch;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessEffect;
import org.dragonfork.egress.supervise.ProcessInput;
import org.dragonfork.egress.supervise.ProcessMachine;
import org.dragonfork.egress.supervise.ProcessPast;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunEnd;
import org.dragonfork.egress.supervise.RunListener;
import org.dragonfork.egress.supervise.RunProgress;
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
    /** How FFmpeg answers a signal. */
    private static final int INTERRUPTED = 255;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SAMPLE_NANOS = NANOS_PER_SECOND;

    /**
     * What the processes of one supervisor share.
     *
     * @param binary whose arguments are built
     * @param starter of runs
     * @param received what came in on the legs of a process since its stream is there; returns at once
     * @param strain of all processes together
     * @param entries counts the state changes of all processes, also of those that are gone
     * @param supervisor runs what it is given on the supervisor's thread
     */
    record Shared(
            FfmpegBinary binary,
            Run.Starter starter,
            LegPlanner planner,
            RunListener listener,
            Function<StreamId, List<LegSnapshot>> received,
            LongSupplier nanoClock,
            InstantSource wallClock,
            StateCounts entries,
            CpuStrain strain,
            ReportLimits reportLimits,
            Executor supervisor) {}

    private final ProcessSpec spec;
    private LegPorts ports;
    private final Shared shared;
    private final ProcessMachine machine;
    private final RunLog log;
    private final StateCounts entries;
    private final List<CompletableFuture<Void>> awaitingEnd = new ArrayList<>();
    private @Nullable Run run;
    private @Nullable LimitWatch limitWatch;
    private OptionalLong sampleAtNanos = OptionalLong.empty();
    private Run.Usage usage = Run.Usage.NONE;
    private Instant since;
    private long sinceNanos;
    private String why = "never started";
    private String complaint = "";
    private boolean refused;
    private int runs;
    private List<String> command = List.of();
    private final PlannedLegs legs;
    private final Warnings warnings;
    private final Optional<Listener> awaited;
    private boolean saidThatItWaits;
    private volatile Published published;
    private volatile @Nullable RunMeter meter;

    /** What other threads may see of the fields that the supervisor's thread owns. */
    private record Published(
            Order order,
            ProcessState state,
            Instant since,
            long sinceNanos,
            String why,
            OptionalLong pid,
            int runs,
            OptionalLong reconnectAtNanos,
            Run.Usage usage,
            List<String> command) {}

    /**
     * @param past of the process whose place this one takes
     * @throws IllegalArgumentException when a leg has no port
     */
    SupervisedProcess(ProcessSpec spec, LegPorts ports, ProcessPast past, Shared shared) {
        this.spec = spec;
        this.shared = shared;
        check(ports);
        this.ports = ports;
        machine = new ProcessMachine(spec.policy());
        log = new RunLog(shared.reportLimits(), past.reports(), shared.wallClock());
        entries = new StateCounts(past.entries());
        runs = past.runs();
        legs = new PlannedLegs(spec, shared, log::add);
        warnings = new Warnings(spec, shared, log::add);
        awaited = Listener.among(spec.inputs());
        since = shared.wallClock().instant();
        sinceNanos = shared.nanoClock().getAsLong();
        published = published();
    }

    /** The present status, put together from what the supervisor's thread published last. */
    ProcessStatus status() {
        Published last = published;
        RunMeter present = meter;
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
                Math.max(0, last.runs() - 1),
                seconds,
                entries.all(),
                present == null ? RunProgress.NONE : present.progress(),
                last.usage().cpuPercent(),
                last.usage().memoryBytes(),
                warnings.all(),
                spec.limits(),
                last.command(),
                log.report());
    }

    /**
     * Whether it can run on these ports; any thread.
     *
     * @throws IllegalArgumentException when it cannot
     */
    void check(LegPorts others) {
        if (spec.legs().isPresent() && !others.cover(spec.legs().get())) {
            throw new IllegalArgumentException("process " + spec.id() + " has a leg without a port");
        }
    }

    /** What is left of it, once it is stopped; any thread. */
    ProcessPast past() {
        return new ProcessPast(log.report().asHistory(), published.runs(), entries.all());
    }

    /** Of the machine, by its run; any thread. */
    double cpuPercent() {
        return published.usage().cpuPercent();
    }

    /** What the legs carry; any thread. */
    Optional<LegPlan> plan() {
        return legs.plan();
    }

    OptionalLong deadlineNanos() {
        OptionalLong machines = machine.deadlineNanos();
        if (machines.isEmpty() || sampleAtNanos.isEmpty()) {
            return machines.isEmpty() ? sampleAtNanos : machines;
        }
        return machines.getAsLong() - sampleAtNanos.getAsLong() <= 0 ? machines : sampleAtNanos;
    }

    boolean hasRun() {
        return machine.state().hasRun();
    }

    /**
     * Orders it to run.
     *
     * @param others the ports of all runs from the next one on, unless it is ordered to run already
     */
    void start(Optional<LegPorts> others) {
        if (machine.order() == Order.STOP) {
            others.ifPresent(given -> ports = given);
        }
        handle(new ProcessInput.OrderedStart());
    }

    void handle(ProcessInput input) {
        if (input instanceof ProcessInput.OrderedStart && machine.order() == Order.STOP) {
            legs.forget();
        }
        refused |= input instanceof ProcessInput.TurnedAway;
        carryOut(machine.handle(input, shared.nanoClock().getAsLong()));
    }

    /** Does what is due by now, if anything is. */
    void handleDue() {
        long now = shared.nanoClock().getAsLong();
        List<ProcessEffect> effects = machine.handleTimeout(now);
        if (!effects.isEmpty()) {
            carryOut(effects);
        }
        if (sampleAtNanos.isPresent() && sampleAtNanos.getAsLong() - now <= 0) {
            sample(now);
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
        why = changed.why() + (changed.to().hasRun() ? "" : complaint);
        entries.entered(changed.to());
        shared.entries().entered(changed.to());
        if (changed.to() == ProcessState.FINISHING) {
            legs.cancel();
        }
        publish();
        LOG.debug("process {}: {} -> {}, {}", spec.id(), changed.from(), changed.to(), changed.why());
        guarded(() -> shared.listener().stateChanged(spec.id(), changed.from(), changed.to()));
        if (!changed.to().hasRun()) {
            RunEnd end = new RunEnd(changed.to(), why, refused, nextRun());
            guarded(() -> shared.listener().runEnded(spec.id(), end));
            awaitingEnd.forEach(gone -> gone.complete(null));
            awaitingEnd.clear();
        }
    }

    private Optional<Duration> nextRun() {
        OptionalLong at = machine.reconnectAtNanos();
        long now = shared.nanoClock().getAsLong();
        return at.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, at.getAsLong() - now)));
    }

    private void sample(long now) {
        sampleAtNanos = OptionalLong.of(now + SAMPLE_NANOS);
        Run present = run;
        LimitWatch watch = limitWatch;
        if (present == null || watch == null) {
            return;
        }
        awaited.filter(sender -> machine.state() == ProcessState.STARTING && sender.isWaiting())
                .ifPresent(this::waits);
        Optional<Run.Usage> measured = present.usage();
        usage = measured.orElse(Run.Usage.NONE);
        publish();
        warnings.sample(measured, now);
        watch.sample(usage.cpuPercent(), usage.memoryBytes(), now).ifPresent(reason -> {
            log.add("stopped: " + reason);
            handle(new ProcessInput.LimitExceeded(reason));
        });
    }

    private void waits(Listener sender) {
        handle(new ProcessInput.AwaitsSender());
        // Not before it is seen: a port that somebody else has is found out at once.
        if (!saidThatItWaits) {
            saidThatItWaits = true;
            guarded(() -> shared.listener().awaitsSender(spec.id(), sender.publicAddress()));
        }
    }

    private void spawn() {
        runs++;
        complaint = "";
        refused = false;
        log.begin();
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
            RunMeter fresh = new RunMeter(
                    RunMeter.Ids.of(spec),
                    shared.nanoClock(),
                    new LegMeter(() -> shared.received().apply(spec.id())));
            RunOutput output = new RunOutput(fresh);
            Run spawned = shared.starter().start(arguments, output);
            run = spawned;
            meter = fresh;
            warnings.begin(fresh);
            limitWatch = new LimitWatch(spec.limits());
            sampleAtNanos = OptionalLong.of(shared.nanoClock().getAsLong() + SAMPLE_NANOS);
            output.identify();
            saidThatItWaits = false;
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
                runs,
                machine.reconnectAtNanos(),
                usage,
                command);
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("the listener of process {} failed", spec.id(), e);
        }
    }

    private void forgetRun() {
        run = null;
        meter = null;
        limitWatch = null;
        sampleAtNanos = OptionalLong.empty();
        usage = Run.Usage.NONE;
        warnings.end();
    }

    /** Brings what a run says to the supervisor's thread. */
    private final class RunOutput implements Run.Output {
        private final RunMeter ownMeter;
        private int source;
        private String refused = "";
        private volatile boolean over;

        RunOutput(RunMeter ownMeter) {
            this.ownMeter = ownMeter;
        }

        // On the supervisor's thread, before anything this run posts is taken up there.
        void identify() {
            source = runs;
        }

        @Override
        public void said(String line) {
            // A grandchild may hold the pipe open when the next run is there already.
            if (over) {
                return;
            }
            switch (ownMeter.accept(line)) {
                case TEXT -> {
                    log.add(line);
                    legs.said(line);
                    spec.legs()
                            .flatMap(asked -> UnfitInput.complaint(asked, line))
                            .ifPresent(why -> post(() -> refuse(why)));
                }
                case NUMBERS -> {}
                case ADVANCE -> {
                    log.endPrelude();
                    post(() -> {
                        handle(new ProcessInput.Progressed());
                        warnings.advanced(log);
                        guarded(() -> shared.listener().progressed(spec.id()));
                    });
                }
            }
        }

        @Override
        public void described(String sdp) {
            post(() -> {
                Optional<String> unfit = spec.legs().flatMap(asked -> UnfitInput.contradiction(asked, sdp));
                if (unfit.isPresent()) {
                    refuse(unfit.get());
                    return;
                }
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
            over = true;
            post(() -> {
                forgetRun();
                legs.runEnded();
                // Behind all that FFmpeg said, as it is the reason.
                log.add(refused);
                // The number alone says nothing: FFmpeg's last words do.
                if (status instanceof ExitStatus.Code(int value)
                        && value != 0
                        && value != INTERRUPTED
                        && refused.isEmpty()) {
                    complaint = ": " + refusal().orElseGet(() -> Probe.complaint(log.lines()));
                }
                handle(new ProcessInput.Exited(status));
            });
        }

        private Optional<String> refusal() {
            Optional<Refusal> refusal = machine.state() == ProcessState.STARTING
                    ? Refusal.of(spec.inputs(), log.report().current().prelude())
                    : Optional.empty();
            refusal.ifPresent(said -> handle(new ProcessInput.TurnedAway(said.longest())));
            refusal.map(Refusal::why).ifPresent(log::add);
            return refusal.map(Refusal::why);
        }

        private void refuse(String unfit) {
            if (!refused.isEmpty()) {
                return;
            }
            refused = unfit;
            handle(new ProcessInput.Unusable(unfit));
        }

        // What an earlier run says late means nothing to the present one.
        private void post(Runnable task) {
            shared.supervisor().execute(() -> {
                if (run != null && runs == source) {
                    task.run();
                }
            });
        }
    }
}
