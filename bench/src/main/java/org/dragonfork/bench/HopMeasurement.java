package org.dragonfork.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;

/** Time of a packet from FFmpeg's send to the viewer that has decrypted it. */
final class HopMeasurement implements Measurement {
    private static final long PERIOD_NANOS = 1_000_000_000L / 60;

    /** At the pace that is measured, before it is measured. */
    private static final int WARM_PACKETS = 120;

    private static final int WARM_MILLIS = 3_000;

    @Override
    public String name() {
        return "hop";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException, InterruptedException {
        var random = new SecureRandom();
        var dtls = new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);
        var hop = new AtomicReference<>(new Distribution());
        progress.step("a viewer joins and watches for " + WARM_MILLIS / 1000 + " s to warm up");
        try (var server = new LiveServer(8);
                var whep = new WhepClient();
                var bare = new BareHop();
                var loop = new BareLoop();
                var viewer = SocketViewer.join(
                        whep,
                        server.endpoint(),
                        dtls,
                        (packet, length) -> hop.get().add(System.nanoTime() - LegSource.sentNanos(packet, length)),
                        random)) {
            viewer.awaitMedia();
            Thread.sleep(Math.min(WARM_MILLIS, 20L * effort.hopPackets()));
            server.source().stop();
            pace(Math.min(WARM_PACKETS, effort.hopPackets()), server.source(), bare, loop);
            Distribution throughServer = new Distribution();
            Distribution alone = new Distribution();
            Distribution looped = new Distribution();
            hop.set(throughServer);
            bare.collect(alone);
            loop.collect(looped);
            progress.step(effort.hopPackets() + " packets at 60 Hz");
            pace(effort.hopPackets(), server.source(), bare, loop);
            LiveServer.await("all packets came", () -> throughServer.count() >= effort.hopPackets());
            return table(effort, throughServer, looped, alone);
        }
    }

    private static void pace(int packets, LegSource source, BareHop bare, BareLoop loop)
            throws IOException, InterruptedException {
        long next = System.nanoTime();
        for (int i = 0; i < packets; i++) {
            source.send();
            next += PERIOD_NANOS / 3;
            LegSource.sleepUntil(next);
            bare.send();
            next += PERIOD_NANOS / 3;
            LegSource.sleepUntil(next);
            loop.send();
            next += PERIOD_NANOS / 3;
            LegSource.sleepUntil(next);
        }
        // The last packet of all is under way for far less.
        Thread.sleep(50);
    }

    private Table table(Effort effort, Distribution throughServer, Distribution looped, Distribution alone) {
        return new Table(
                name(),
                "Hop: from the leg's socket to a viewer that has decrypted",
                List.of(
                        "A running server on loopback, one viewer with a real socket and handshake; "
                                + effort.hopPackets()
                                + " packets of 1,200 bytes at 60 Hz, each with the moment of its sending inside, read again"
                                + " behind the viewer's decryption.",
                        "Warmed by up to 3 s at 330 packets/s and 120 packets at 60 Hz. The bare loop blocks in receive, protects and"
                                + " sends, and its viewer decrypts; the bare hop is one datagram to a thread on a selector. Both"
                                + " are sent a third of a period later each time."),
                List.of(
                        new Column("p50Millis", "p50 ms", 3),
                        new Column("p95Millis", "p95 ms", 3),
                        new Column("p99Millis", "p99 ms", 3),
                        new Column("p50RatioToLoop", "p50 ÷ bare loop", 2),
                        new Column("p95RatioToLoop", "p95 ÷ bare loop", 2)),
                List.of(
                        row("bare hop", alone, looped),
                        row("bare loop", looped, looped),
                        row("through the server", throughServer, looped)));
    }

    private static Row row(String what, Distribution times, Distribution base) {
        return Row.of(
                what,
                times.millis(0.5),
                times.millis(0.95),
                times.millis(0.99),
                times.millis(0.5) / base.millis(0.5),
                times.millis(0.95) / base.millis(0.95));
    }
}
