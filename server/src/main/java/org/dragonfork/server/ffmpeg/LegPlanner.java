package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProbedStream;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.TrackMap;
import org.dragonfork.egress.supervise.WebrtcLegs;

/** Finds out before a run what the legs of a process are to carry. */
final class LegPlanner {
    private final FfmpegBinary binary;
    private final Run.Starter starter;
    private final LongSupplier nanoClock;

    LegPlanner(FfmpegBinary binary, Run.Starter starter, LongSupplier nanoClock) {
        this.binary = binary;
        this.starter = starter;
        this.nanoClock = nanoClock;
    }

    /** What came of it. */
    sealed interface Outcome {
        /**
         * The legs are decided.
         *
         * @param log what FFmpeg said; empty when it was not asked
         * @param took how long that was
         */
        record Planned(LegPlan plan, List<String> log, Duration took) implements Outcome {}

        /** FFmpeg could not look at the input. */
        record Failed(String why, List<String> log) implements Outcome {}
    }

    /** A plan in the making. */
    interface Planning {
        /** No plan is wanted any more; the outcome is told all the same, and soon. */
        void cancel();
    }

    /**
     * Begins to look at the inputs.
     *
     * @param spec with legs that need a plan
     * @param done told once, on another thread
     */
    Planning begin(ProcessSpec spec, WebrtcLegs legs, Consumer<Outcome> done) {
        NavigableSet<Integer> inputs = wanted(spec, legs);
        Optional<String> obstacle = inputs.stream()
                .flatMap(input -> UnseenInput.obstacle(spec.inputs().get(input)).stream())
                .findFirst();
        if (obstacle.isPresent() || inputs.isEmpty()) {
            LegPlan plan = LegPlan.unprobed(legs, obstacle.orElse("the maps name no track that can be looked up"));
            Thread.ofVirtual().start(() -> done.accept(new Outcome.Planned(plan, List.of(), Duration.ZERO)));
            return () -> {};
        }
        Probe probe = probe(ProbeCommand.build(binary, spec, inputs, copiedVideo(legs, inputs)));
        long began = nanoClock.getAsLong();
        Thread.ofVirtual().name("probe-" + spec.id()).start(() -> {
            ProbeResult result = probe.run();
            Duration took = Duration.ofNanos(nanoClock.getAsLong() - began);
            if (result.streams().isEmpty()) {
                done.accept(new Outcome.Failed(Probe.complaint(result.log()), result.log()));
            } else {
                List<ProbedStream> streams = numbered(result.streams(), List.copyOf(inputs));
                done.accept(new Outcome.Planned(LegPlan.of(legs, streams), result.log(), took));
            }
        });
        return probe::cancel;
    }

    /**
     * A plan by what a run itself printed about its inputs, for those that could not be looked at before.
     *
     * @return empty when the run did not get that far
     */
    static Optional<LegPlan> fromRun(WebrtcLegs legs, List<String> lines) {
        List<ProbedStream> streams = InputBanner.read(lines).stream()
                // Nobody looked at the order of its pictures.
                .map(stream -> Probe.withBFrames(stream, stream.codec().equals("h264")))
                .toList();
        return streams.isEmpty() ? Optional.empty() : Optional.of(LegPlan.of(legs, streams));
    }

    /** Looks at all inputs of a process, whatever they are, because somebody wants to know. */
    CompletableFuture<ProbeResult> probe(ProcessSpec spec) {
        NavigableSet<Integer> all = new TreeSet<>();
        for (int i = 0; i < spec.inputs().size(); i++) {
            all.add(i);
        }
        Probe probe = probe(ProbeCommand.build(binary, spec, all, Optional.empty()));
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        Thread.ofVirtual().name("probe-" + spec.id()).start(() -> result.complete(probe.run()));
        return result;
    }

    private Probe probe(List<String> command) {
        return new Probe(command, starter, Probe.LIMIT);
    }

    /** The inputs that the legs take their tracks from. */
    private static NavigableSet<Integer> wanted(ProcessSpec spec, WebrtcLegs legs) {
        NavigableSet<Integer> inputs = new TreeSet<>();
        List<String> maps = new ArrayList<>();
        if (legs.video()) {
            maps.add(legs.videoMap());
        }
        if (legs.audio()) {
            maps.add(legs.audioMap());
        }
        for (String map : maps) {
            TrackMap.parse(map)
                    .map(TrackMap::input)
                    .filter(input -> input < spec.inputs().size())
                    .ifPresent(inputs::add);
        }
        return inputs;
    }

    /** The map of the video with its input numbered among those that are looked at; without a track it is no mistake. */
    private static Optional<String> copiedVideo(WebrtcLegs legs, NavigableSet<Integer> inputs) {
        return TrackMap.parse(legs.videoMap())
                .filter(_ -> legs.video())
                .filter(map -> inputs.contains(map.input()))
                .map(map -> inputs.headSet(map.input(), false).size()
                        + (map.type().isEmpty() ? "" : ":" + map.type())
                        + ":" + map.number() + "?");
    }

    private static List<ProbedStream> numbered(List<ProbedStream> streams, List<Integer> inputs) {
        return streams.stream()
                .filter(stream -> stream.index() < inputs.size())
                .map(stream -> Probe.at(stream, inputs.get(stream.index())))
                .toList();
    }
}
