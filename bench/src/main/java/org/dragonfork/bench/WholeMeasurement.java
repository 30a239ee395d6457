package org.dragonfork.bench;

import java.io.IOException;
import java.util.List;
import org.dragonfork.server.linux.LinuxHost;
import tools.jackson.databind.JsonNode;

/** What a packet costs a whole server whose viewers are real and in another process. */
final class WholeMeasurement implements Measurement {
    /** 3,500 ns where a bare sendto takes 3,600. */
    private static final double GOAL = 3_500.0 / 3_600;

    /** The compiler works a little for as long as a server runs. */
    private static final int REST_MILLIS_PER_SECOND = 15;

    @Override
    public String name() {
        return "whole";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException, InterruptedException {
        int viewers = effort.wholeViewers();
        int seconds = effort.wholeSeconds();
        Wave first;
        Wave warm;
        int warmUps = 0;
        progress.step("one bare sendto");
        double send = bareSend(effort, progress);
        try (var server = ServerProcess.start(true, 3 * viewers);
                var source = new LegSource(server.legPort())) {
            source.start(Frames.PACKETS_PER_SECOND / Frames.PACKETS, Frames.PACKETS);
            progress.step(viewers + " viewers join the new server and watch for " + seconds + " s");
            first = Wave.of(server, viewers, seconds);
            boolean restless = true;
            while (restless && warmUps < effort.wholeWarmUps()) {
                progress.step(2 * viewers + " join, until its compiler rests");
                warmUps++;
                restless =
                        !Wave.of(server, 2 * viewers, effort.wholeWarmSeconds()).isAtRest();
            }
            progress.step("once more " + viewers);
            warm = Wave.of(server, viewers, seconds);
        }
        progress.step("one bare sendto");
        send = (send + bareSend(effort, progress)) / 2;
        return new Table(
                name(),
                "Whole server: CPU time of a packet for one of " + viewers + " real viewers",
                List.of(
                        "A server in a JVM of its own, the load client in another; frames of 11 packets of 1,200 bytes, 30 a"
                                + " second, no audio. All threads of the server, the compiler's and the collector's included,"
                                + " over the " + seconds + " s that all watch, divided by the packets sent to viewers.",
                        "Between the two rows others join and leave until the compiler rests (here " + warmUps
                                + " times); a server that runs for hours is like the last row, which has the goal. Compiling"
                                + " is the time that the compiler worked from the first join to the last one's leaving."
                                + " What is lost is lost while they join, in the buffers of the viewers. Bare sendto is"
                                + " measured before and after, in this process."),
                List.of(
                        new Column("cpuNanos", "CPU ns", 0),
                        new Column("viewersPerCore", "viewers of a core", 0),
                        new Column("ratioToSend", "÷ bare send", 2),
                        new Column("goal", "goal", 2),
                        new Column("packetsPerSecond", "packets/s", 0),
                        new Column("lostPackets", "lost", 0),
                        new Column("compilingMillis", "compiling ms", 0)),
                List.of(row("just started", first, send, Double.NaN), row("warm", warm, send, GOAL)));
    }

    /** Viewers that came, watched and left. */
    private record Wave(JsonNode report, int seconds, long compilingMillis) {
        static Wave of(ServerProcess server, int viewers, int seconds) throws IOException, InterruptedException {
            long before = server.compiledMillis();
            JsonNode report = LoadProcess.watch(server.endpoint(), viewers, seconds, server.pid());
            return new Wave(report, seconds, server.compiledMillis() - before);
        }

        boolean isAtRest() {
            return compilingMillis < (long) seconds * REST_MILLIS_PER_SECOND;
        }
    }

    private static Row row(String what, Wave wave, double send, double goal) {
        JsonNode report = wave.report();
        // Absent when the system's clock has not moved in so short a time.
        double nanos = report.at("/steady/serverCpuNanosPerPacket").asDouble(Double.NaN);
        return Row.of(
                what,
                nanos,
                1e9 / nanos / Frames.PACKETS_PER_SECOND,
                nanos / send,
                goal,
                report.at("/steady/packetsPerSecond").asDouble(),
                report.at("/packets/lost").asDouble(),
                (double) wave.compilingMillis());
    }

    private static double bareSend(Effort effort, Progress progress) throws IOException {
        try (Load send = LinuxHost.isSupported() ? new BareCallLoad(false) : BareSend.open()) {
            return new Rounds(effort)
                    .measure(List.of(send), progress)
                    .getFirst()
                    .medianNanos();
        }
    }
}
