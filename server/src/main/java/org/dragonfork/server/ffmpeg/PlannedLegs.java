package org.dragonfork.server.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dragonfork.egress.supervise.ExitStatus;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.ProcessInput;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plan of one process's legs: made after a start was ordered, kept over crashes, and made anew when the input turns out
 * to be another one. Owned by the supervisor's thread, but for {@link #plan} and {@link #said}, which any thread may call.
 */
final class PlannedLegs {
    private static final Logger LOG = LoggerFactory.getLogger(PlannedLegs.class);
    private static final int MAX_LINES = 300;

    private final ProcessSpec spec;
    private final SupervisedProcess.Shared shared;
    private final Consumer<String> log;
    private final boolean automatic;
    private final List<String> lines = new ArrayList<>();
    private volatile boolean doubted;
    private volatile @Nullable LegPlan plan;
    private @Nullable LegPlan told;
    private LegPlanner.@Nullable Planning planning;
    private boolean cancelled;
    /** Whether the input could not be looked at when the plan was made. */
    private boolean unseen;

    /** @param log takes lines for the log of the run */
    PlannedLegs(ProcessSpec spec, SupervisedProcess.Shared shared, Consumer<String> log) {
        this.spec = spec;
        this.shared = shared;
        this.log = log;
        automatic = spec.legs().map(WebrtcLegs::needPlan).orElse(false);
        plan = automatic ? null : spec.legs().map(LegPlan::asConfigured).orElse(null);
        told = plan;
    }

    Optional<LegPlan> plan() {
        return Optional.ofNullable(plan);
    }

    /** Whether a run has to wait until the legs are planned. */
    boolean areMissing() {
        return automatic && plan == null;
    }

    /** A start was ordered: what was found out before the stop need not be true any more. */
    void forget() {
        if (automatic) {
            plan = null;
        }
    }

    /** Makes the plan; then the run can go on, or has ended. Neither is called before this returns. */
    void make(Runnable ready, Consumer<ProcessInput> ended) {
        cancelled = false;
        told = null;
        holdBack("FFmpeg looks at the input to see what browsers can play of it");
        planning = shared.planner()
                .begin(
                        spec,
                        spec.legs().orElseThrow(),
                        outcome -> shared.supervisor().execute(() -> finished(outcome, ready, ended)));
    }

    /** Ends the making of a plan, if one is being made. */
    void cancel() {
        if (planning != null) {
            cancelled = true;
            planning.cancel();
        }
    }

    /** The process as the next run has it; tells the listener what is new about its legs. */
    ProcessSpec planned() {
        LegPlan now = plan;
        if (now == null || !automatic) {
            return spec;
        }
        if (!now.equals(told)) {
            told = now;
            guarded(() -> shared.listener().planned(spec.id(), now));
        }
        return spec.withLegs(now.applyTo(spec.legs().orElseThrow()));
    }

    /** A line of the run. */
    void said(String line) {
        if (!automatic) {
            return;
        }
        if (PlanDoubts.arise(line)) {
            doubted = true;
        }
        synchronized (lines) {
            if (lines.size() < MAX_LINES) {
                lines.add(line);
            }
        }
    }

    /** FFmpeg described the legs; answers whether they carry something else than planned, which ends the plan. */
    boolean contradicts(String sdp) {
        LegPlan now = plan;
        if (!automatic || now == null || !PlanDoubts.arise(now, spec.legs().orElseThrow(), sdp)) {
            return false;
        }
        plan = null;
        return true;
    }

    /** The run is over: what it said may end the plan, or be the first thing that is known of the input. */
    void runEnded() {
        LegPlan before = plan;
        if (unseen && before != null) {
            // A listener's input is known from the run itself, and cannot be looked at in another way. The next
            // sender may bring what this plan leaves out, as the one before it had no sound.
            plan = fromRun()
                    .filter(found -> doubted || !before.kinds().containsAll(found.kinds()))
                    .orElse(before);
        } else if (doubted && before != null) {
            plan = null;
        }
        doubted = false;
        synchronized (lines) {
            lines.clear();
        }
    }

    private Optional<LegPlan> fromRun() {
        synchronized (lines) {
            return LegPlanner.fromRun(spec.legs().orElseThrow(), lines)
                    .filter(found -> !found.kinds().isEmpty())
                    // What was encoded stays so: only what is missing is left out.
                    .map(LegPlan::withoutCopies);
        }
    }

    private void finished(LegPlanner.Outcome outcome, Runnable ready, Consumer<ProcessInput> ended) {
        planning = null;
        if (cancelled) {
            // As FFmpeg answers an interrupt.
            ended.accept(new ProcessInput.Exited(new ExitStatus.Code(255)));
            return;
        }
        switch (outcome) {
            case LegPlanner.Outcome.Planned(LegPlan made, var said, var took) -> {
                if (made.kinds().isEmpty() && spec.outputs().isEmpty()) {
                    said.forEach(log);
                    fail("the input has nothing to watch: " + made.describe(), ended);
                    return;
                }
                plan = made;
                unseen = !made.probed();
                String how = made.probed() ? ", found in " + took.toMillis() + " ms" : "";
                log.accept("legs are planned: " + made.describe() + how);
                ready.run();
            }
            case LegPlanner.Outcome.Failed(String why, var said) -> {
                said.forEach(log);
                Optional<Refusal> refusal = Refusal.of(spec.inputs(), said);
                if (refusal.isPresent()) {
                    log.accept(refusal.get().why());
                    ended.accept(new ProcessInput.TurnedAway(refusal.get().longest()));
                    fail(refusal.get().why(), ended);
                    return;
                }
                fail("the input cannot be read: " + why, ended);
            }
        }
    }

    private void fail(String why, Consumer<ProcessInput> ended) {
        holdBack(why);
        ended.accept(new ProcessInput.SpawnFailed(why));
    }

    private void holdBack(String why) {
        guarded(() -> shared.listener().planning(spec.id(), why));
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("the listener of process {} failed", spec.id(), e);
        }
    }
}
