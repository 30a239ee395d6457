package org.dragonfork.bench;

import java.io.IOException;
import java.util.List;
import org.dragonfork.server.linux.LinuxHost;
import tools.jackson.databind.JsonNode;

/** What a packet costs a whole server whose viewers are real and in another process. */
final class WholeMeasurement implements Measurement {
    /** 3,500 ns where a bare sendto takes 3,600. */
    private static final double GOAL = 3_500.0 / 3_600;

    @Override
    public String name() {
        return "whole";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException, InterruptedException {
        int viewers = effort.wholeViewers();
        int settle = effort.wholeSettleSeconds();
        int seconds = effort.wholeSeconds();
        progress.step("one bare sendto");
        double send = bareSend(effort, progress);
        JsonNode first;
        JsonNode warm;
        try (var server = ServerProcess.start(true, 2 * viewers);
                var source = new LegSource(server.legPort())) {
            source.start(Frames.PACKETS_PER_SECOND / Frames.PACKETS, Frames.PACKETS);
            progress.step(viewers + " viewers join the new server and watch for " + seconds + " s");
            first = LoadProcess.watch(server.endpoint(), viewers, 0, seconds, server.pid());
            progress.step("as many more, who watch for " + settle + " s before it counts");
            warm = LoadProcess.watch(server.endpoint(), viewers, settle, seconds, server.pid());
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
                        "At first the server compiles what it does; the second time it has had " + settle
                                + " s of the same"
                                + " viewers for that. What is lost is lost while they join, in the buffers of the viewers."
                                + " Bare sendto is measured before and after, in this process. The server encrypts with AES-GCM"
                                + (Cipher.ofServer().suffix().isEmpty()
                                        ? " of the JDK."
                                        : Cipher.ofServer().suffix() + ".")),
                List.of(
                        new Column("cpuNanos", "CPU ns", 0),
                        new Column("viewersPerCore", "viewers of a core", 0),
                        new Column("ratioToSend", "÷ bare send", 2),
                        new Column("goal", "goal", 2),
                        new Column("packetsPerSecond", "packets/s", 0),
                        new Column("lostPackets", "lost", 0)),
                List.of(row("just started", first, send, Double.NaN), row("warm", warm, send, GOAL)));
    }

    private static Row row(String what, JsonNode report, double send, double goal) {
        // Absent when the system's clock has not moved in so short a time.
        double nanos = report.at("/steady/serverCpuNanosPerPacket").asDouble(Double.NaN);
        return Row.of(
                what,
                nanos,
                1e9 / nanos / Frames.PACKETS_PER_SECOND,
                nanos / send,
                goal,
                report.at("/steady/packetsPerSecond").asDouble(),
                report.at("/packets/lost").asDouble());
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
