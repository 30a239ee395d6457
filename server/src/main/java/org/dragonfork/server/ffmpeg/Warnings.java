package org.dragonfork.server.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProbedStream;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessWarning;
import org.dragonfork.egress.supervise.SlowWatch;
import org.dragonfork.egress.supervise.TrackMap;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with the runs of one process. Owned by the supervisor's thread, but for {@link #all}. */
final class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private final ProcessSpec spec;
    private final SupervisedProcess.Shared shared;
    private final Consumer<String> log;
    private SlowWatch slow = new SlowWatch();
    private @Nullable RunMeter meter;
    private boolean bannerRead;
    private volatile List<ProcessWarning> present = List.of();

    /** @param log takes lines for the log of the run */
    Warnings(ProcessSpec spec, SupervisedProcess.Shared shared, Consumer<String> log) {
        this.spec = spec;
        this.shared = shared;
        this.log = log;
    }

    /** What is wrong now; any thread. */
    List<ProcessWarning> all() {
        return present;
    }

    /** A run begins. */
    void begin(RunMeter ofRun) {
        slow = new SlowWatch();
        meter = ofRun;
        bannerRead = false;
    }

    /** It has ended: how fast it was says nothing any more. */
    void end() {
        meter = null;
        put(ProcessWarning.Kind.SLOW, Optional.empty());
    }

    /** The run has put something out, so it has said what it reads. */
    void advanced(RunLog said) {
        if (bannerRead || spec.legs().isEmpty() || !spec.legs().get().video()) {
            return;
        }
        bannerRead = true;
        WebrtcLegs legs = spec.legs().get();
        Optional<ProbedStream> video = TrackMap.parse(legs.videoMap())
                .flatMap(
                        map -> map.find(InputBanner.read(said.report().current().prelude())));
        // With outputs of the owner the pictures that are counted are those of the first of them.
        slow.expect(spec.outputs().isEmpty() ? video.map(ProbedStream::fps).orElse(0.0) : 0);
        put(
                ProcessWarning.Kind.SQUEEZED,
                video.filter(stream -> legs.videoMode() == LegMode.COPY && stream.isAnamorphic())
                        .map(stream -> String.format(
                                Locale.ROOT,
                                "the pixels of the video are not square (%.3f times as wide as high), which players over"
                                        + " WebRTC do not know, so that they show it %s: use mode auto or transcode",
                                stream.pixelAspect(),
                                stream.pixelAspect() > 1 ? "squeezed" : "stretched")));
    }

    /** What the run uses; about each second. */
    void sample(Optional<Run.Usage> usage, long nowNanos) {
        RunMeter ofRun = meter;
        if (ofRun != null) {
            Optional<String> late =
                    slow.sample(ofRun.progress(), shared.strain().of(usage), nowNanos);
            put(ProcessWarning.Kind.SLOW, late);
        }
    }

    private void put(ProcessWarning.Kind kind, Optional<String> text) {
        boolean was = present.stream().anyMatch(warning -> warning.kind() == kind);
        List<ProcessWarning> next = new ArrayList<>(present);
        next.removeIf(warning -> warning.kind() == kind);
        text.ifPresent(why -> next.add(new ProcessWarning(kind, why)));
        present = List.copyOf(next);
        if (!was && text.isPresent()) {
            log.accept("warning: " + text.get());
            guarded(() -> shared.listener().warned(spec.id(), next.getLast()));
        } else if (was && text.isEmpty()) {
            guarded(() -> shared.listener().warningOver(spec.id(), kind));
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("the listener of process {} failed", spec.id(), e);
        }
    }
}
