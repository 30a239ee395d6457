package org.dragonfork.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dragonfork.server.linux.LinuxHost;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/** How long the last of many viewers waits for a frame, against the cost of the runs before it, by the number of threads. */
final class WaitMeasurement implements Measurement {
    private static final double GOAL_OF_RUNS = 1.15;
    private static final double GOAL_OF_PARTS = 1.25;

    /** Frames of one thing before the next one has its turn. */
    private static final int TURN = 20;

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException {
        int many = effort.crowd();
        int few = Math.max(1, many / 5);
        progress.step(many + " viewers join, on one thread and on two");
        try (var one = new ThreadedFanOut(many, 1);
                var two = new ThreadedFanOut(many, 2);
                var base = new ThreadedFanOut(few, 1);
                var protect = new ProtectAlone(SrtpProfile.AEAD_AES_128_GCM, effort.contexts());
                var send = LinuxHost.isSupported() ? new BareCallLoad(true) : BareSend.open()) {
            progress.step("warming up");
            repeat(one, effort.warmMillis());
            repeat(two, effort.warmMillis());
            repeat(base, effort.warmMillis());
            new Rounds(new Parts(effort).once()).measure(List.of(protect, send), progress);
            var rounds = new ArrayList<Round>();
            for (int i = 0; i < effort.rounds(); i++) {
                progress.step("round " + (i + 1) + " of " + effort.rounds());
                List<Cost> parts = new Rounds(new Parts(effort).once()).measure(List.of(protect, send), _ -> {});
                double both = (parts.get(0).medianNanos() + parts.get(1).medianNanos()) * Frames.PACKETS;
                rounds.add(new Round(both, turn(base, few), turn(one, many), turn(two, many)));
            }
            return table(many, few, two.shares(), rounds, effort);
        }
    }

    /** A frame's times: CPU of the busiest thread and wall, median. */
    private record Times(double cpuNanos, double wallNanos) {}

    /**
     * One round.
     *
     * @param parts cipher and system call of one viewer's run
     * @param few times of a frame for few viewers, of which one run is a share
     */
    private record Round(double parts, Times few, Times one, Times two) {}

    /** Rounds of the two parts are short, as they are repeated with each round of the others. */
    private record Parts(Effort effort) {
        Effort once() {
            return effort.withRounds(1, Math.max(1, effort.roundMillis() / 4), Math.max(1, effort.roundMillis() / 8));
        }
    }

    private Table table(int many, int few, List<Integer> shares, List<Round> rounds, Effort effort) {
        return new Table(
                name(),
                "Wait: how long the last of " + many + " viewers waits for a frame of 11 packets",
                List.of(
                        "From the moment the frame is in the ring to the moment the last viewer's run has left, "
                                + TURN + " frames a round, all in turn, median of " + effort.rounds()
                                + " rounds; ratios are medians of the rounds' ratios. CPU: of the busiest thread, which is what"
                                + " the wait comes to on a machine that has nothing else to do.",
                        "Against " + many + " runs: as many times what one viewer's run costs with " + few
                                + " viewers; the goal is 1.15. Against the parts: as many times SRTP protect alone and the"
                                + " segmented send alone; the goal is 1.25. Two threads serve " + shares.getFirst()
                                + " and " + shares.getLast() + "; each reads the same ring."),
                List.of(
                        new Column("cpuMillis", "CPU ms", 2),
                        new Column("wallMillis", "wall ms", 2),
                        new Column("ratioToRuns", "÷ runs", 2),
                        new Column("goalOfRuns", "goal", 2),
                        new Column("ratioToParts", "÷ parts", 2),
                        new Column("goalOfParts", "goal", 2),
                        new Column("ratioToOneThread", "CPU ÷ one thread", 2),
                        new Column("wallRatioToOneThread", "wall ÷ one thread", 2)),
                List.of(
                        row("one media thread", many, few, rounds, Round::one, true),
                        row("two media threads", many, few, rounds, Round::two, false)));
    }

    private interface Pick {
        Times of(Round round);
    }

    private static Row row(String what, int many, int few, List<Round> rounds, Pick pick, boolean goals) {
        return Row.of(
                what,
                median(rounds, round -> pick.of(round).cpuNanos()) / 1e6,
                median(rounds, round -> pick.of(round).wallNanos()) / 1e6,
                median(rounds, round -> pick.of(round).cpuNanos() / (round.few().cpuNanos() / few * many)),
                goals ? GOAL_OF_RUNS : Double.NaN,
                median(rounds, round -> pick.of(round).cpuNanos() / (round.parts() * many)),
                goals ? GOAL_OF_PARTS : Double.NaN,
                median(rounds, round -> pick.of(round).cpuNanos() / round.one().cpuNanos()),
                median(rounds, round -> pick.of(round).wallNanos() / round.one().wallNanos()));
    }

    private interface Figure {
        double of(Round round);
    }

    private static double median(List<Round> rounds, Figure figure) {
        return middle(rounds.stream().mapToDouble(figure::of).toArray());
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void repeat(ThreadedFanOut load, int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() - end < 0) {
            load.frame();
        }
    }

    private static Times turn(ThreadedFanOut load, int viewers) {
        // As much work for few as for many, so that the clock's own error is as small.
        int frames = TURN * Math.max(1, 500 / viewers);
        double[] cpu = new double[frames];
        double[] wall = new double[frames];
        for (int i = 0; i < frames; i++) {
            ThreadedFanOut.Frame frame = load.frame();
            cpu[i] = frame.mostCpuNanos();
            wall[i] = frame.wallNanos();
        }
        return new Times(middle(cpu), middle(wall));
    }
}
