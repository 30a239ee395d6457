package org.dragonfork.server.app;

import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.dragonfork.egress.Egress;
import org.dragonfork.egress.PortLease;
import org.dragonfork.egress.RegisterResult;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.ProcessWarning;
import org.dragonfork.egress.supervise.RunEnd;
import org.dragonfork.egress.supervise.RunListener;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.dragonfork.server.ffmpeg.LegPorts;
import org.dragonfork.server.log.LoggingRuns;
import org.dragonfork.webrtc.codec.MediaKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties a process to its stream: ports are leased before FFmpeg starts and freed after it is gone, and what happens to the
 * process is told to the egress. Safe for use from any thread.
 */
final class StreamService implements RunListener {
    /** How every reason begins that is no fault. */
    static final String WAITS = "waits for ";

    private static final Logger LOG = LoggerFactory.getLogger("dragonfork.process");

    private final Egress egress;
    private final LoggingRuns runs;
    private final BiConsumer<StreamId, String> over;
    private final Set<StreamId> ordered = ConcurrentHashMap.newKeySet();
    private final LegPlans plans = new LegPlans();

    /**
     * @param runs says when FFmpegs start and end
     * @param over told when the last run of a process has ended that was ordered to run, and why
     */
    StreamService(Egress egress, LoggingRuns runs, BiConsumer<StreamId, String> over) {
        this.over = over;
        this.egress = egress;
        this.runs = runs;
    }

    /** What became of making a stream known. */
    sealed interface Opening {
        /** It is known, and these are the ports of its legs. */
        record Opened(LegPorts ports) implements Opening {}

        /** It is not. */
        record Refused(String why) implements Opening {}
    }

    /** Makes the stream of a process known, before its FFmpeg is ordered to run; a process without legs has none. */
    Opening open(ProcessSpec spec) {
        ordered.add(spec.id());
        if (spec.legs().isEmpty()) {
            return new Opening.Opened(LegPorts.NONE);
        }
        return switch (egress.registerStream(spec.id(), kinds(spec.legs().get()))) {
            case RegisterResult.Registered(Map<MediaKind, Integer> leased) ->
                new Opening.Opened(new LegPorts(port(leased, MediaKind.VIDEO), port(leased, MediaKind.AUDIO)));
            case RegisterResult.AlreadyRegistered() -> refused(spec, "there is a stream " + spec.id() + " already");
            case RegisterResult.NoPorts(int needed, int available) ->
                refused(
                        spec,
                        "it needs " + needed + " UDP ports for its legs and " + available
                                + " can be had; widen CORE_WEBRTC_UDP_PORT_MIN to _MAX");
        };
    }

    private Opening refused(ProcessSpec spec, String why) {
        ordered.remove(spec.id());
        return new Opening.Refused(why);
    }

    /** Ends a stream and its viewers. From now on an end of its FFmpeg is ordered, and until then its ports are kept. */
    PortLease close(StreamId id) {
        ordered.remove(id);
        plans.forget(id);
        return egress.detachStream(id);
    }

    /** What was decided for the legs of the streams. */
    LegPlans plans() {
        return plans;
    }

    @Override
    public void stateChanged(StreamId id, ProcessState from, ProcessState to) {
        LOG.debug("process {}: {} -> {}", id, from, to);
        if (to == ProcessState.RUNNING) {
            runs.running(id);
        }
    }

    @Override
    public void mediaDescribed(StreamId id, String sdp) {
        egress.awaitSender(id, "");
        egress.processRuns(id);
        egress.describeLegs(id, sdp);
    }

    @Override
    public void progressed(StreamId id) {
        egress.inputProgressed(id);
    }

    @Override
    public void planning(StreamId id, String why) {
        plans.forget(id);
        egress.holdStream(id, why);
    }

    @Override
    public void planned(StreamId id, LegPlan plan) {
        LOG.info("process {}: {}", id, plan.describe());
        plans.keep(id, plan);
        egress.processRuns(id);
        if (plan.kinds().isEmpty()) {
            egress.holdStream(id, "the input has nothing to watch: " + plan.describe());
        } else {
            egress.planLegs(id, plan.kinds());
            egress.expectMedia(id, true);
        }
    }

    @Override
    public void awaitsSender(StreamId id, String address) {
        String what = WAITS + "an encoder at " + address;
        LOG.info("process {}: {}", id, what);
        egress.processRuns(id);
        egress.awaitSender(id, what);
    }

    @Override
    public void runStarted(StreamId id) {
        runs.started(id);
        egress.expectMedia(id, true);
    }

    @Override
    public void warned(StreamId id, ProcessWarning warning) {
        runs.warned(id, warning);
    }

    @Override
    public void warningOver(StreamId id, ProcessWarning.Kind kind) {
        runs.warningOver(id, kind);
    }

    @Override
    public void runEnded(StreamId id, RunEnd end) {
        if (ordered.contains(id)) {
            runs.failed(id, end);
            egress.processEnded(id, end);
            if (end.nextRun().isEmpty()) {
                over.accept(id, end.why());
            }
        } else {
            runs.stopped(id);
        }
    }

    /** From now on an end of FFmpeg is ordered, not a failure. */
    void expectEnds() {
        ordered.clear();
    }

    private static Set<MediaKind> kinds(WebrtcLegs legs) {
        var kinds = EnumSet.noneOf(MediaKind.class);
        if (legs.video()) {
            kinds.add(MediaKind.VIDEO);
        }
        if (legs.audio()) {
            kinds.add(MediaKind.AUDIO);
        }
        return kinds;
    }

    private static OptionalInt port(Map<MediaKind, Integer> leased, MediaKind kind) {
        Integer port = leased.get(kind);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }
}
