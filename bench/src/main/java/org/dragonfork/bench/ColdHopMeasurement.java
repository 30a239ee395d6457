package org.dragonfork.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;

/** The first two seconds of a server that was just started, against the later ones. */
final class ColdHopMeasurement implements Measurement {
    private static final int PER_SECOND = 60;
    private static final long PERIOD_NANOS = 1_000_000_000L / PER_SECOND;

    /** Packets of the first two seconds. */
    private static final int FIRST = 2 * PER_SECOND;

    /** Between them and what they are compared with. */
    private static final int BETWEEN = 4 * PER_SECOND;

    private final SecureRandom random = new SecureRandom();

    /** One server's first and later packets. */
    private record Life(Distribution first, Distribution later) {}

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException, InterruptedException {
        var dtls = new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);
        int rounds = effort.coldRounds();
        progress.step("a server that is thrown away, so that the viewer itself is warm");
        live(true, dtls, effort);
        var warm = new ArrayList<Life>();
        var cold = new ArrayList<Life>();
        for (int i = 0; i < rounds; i++) {
            progress.step("round " + (i + 1) + " of " + rounds);
            warm.add(live(true, dtls, effort));
            cold.add(live(false, dtls, effort));
        }
        return new Table(
                name(),
                "Cold hop: the first 2 s of a new server against later ones",
                List.of(
                        "A new JVM each time, with the options of the launcher; the viewer and the source are in this process,"
                                + " and so is the clock. Packets at 60 Hz from the moment it says ready: the first "
                                + first(effort) + ", and as many after " + between(effort)
                                + " more; those of " + rounds + " servers together, as one has too few for a tail.",
                        "Warmed up as the product does before /readyz says yes, and not at all, in turn. The goal for the"
                                + " ratio of the 99th percentiles is 3."),
                List.of(
                        new Column("firstP50Millis", "first p50 ms", 3),
                        new Column("firstP99Millis", "first p99 ms", 3),
                        new Column("laterP50Millis", "later p50 ms", 3),
                        new Column("laterP99Millis", "later p99 ms", 3),
                        new Column("p50Ratio", "p50 first ÷ later", 2),
                        new Column("p99Ratio", "p99 first ÷ later", 2)),
                List.of(row("warmed up", warm), row("not warmed up", cold)));
    }

    private static int first(Effort effort) {
        return Math.min(FIRST, effort.hopPackets());
    }

    private static int between(Effort effort) {
        return Math.min(BETWEEN, effort.hopPackets());
    }

    private Life live(boolean warm, BcDtlsEndpointFactory dtls, Effort effort)
            throws IOException, InterruptedException {
        var first = new Distribution();
        var between = new Distribution();
        var later = new Distribution();
        var into = new AtomicReference<>(first);
        try (var whep = new WhepClient();
                var server = ServerProcess.start(warm, 4);
                var source = new LegSource(server.legPort());
                var viewer = SocketViewer.join(
                        whep,
                        server.endpoint(),
                        dtls,
                        (packet, length) -> into.get().add(System.nanoTime() - LegSource.sentNanos(packet, length)),
                        random)) {
            viewer.awaitSecured();
            long next = System.nanoTime();
            // The viewer's end of the handshake is done a little before the server's: nothing is lost that is counted.
            while (first.count() == 0) {
                next = sendAt(source, next);
            }
            next = send(source, next, first, first(effort));
            into.set(between);
            next = send(source, next, between, between(effort));
            into.set(later);
            send(source, next, later, first(effort));
        }
        return new Life(first, later);
    }

    /** Sends until so many have come: a packet that is lost is none, and more than a few lost ones are a failure. */
    private static long send(LegSource source, long from, Distribution until, int count) {
        long next = from;
        int sent = until.count();
        while (until.count() < count) {
            if (sent++ > count + count / 10 + PER_SECOND) {
                throw new IllegalStateException(
                        "too many packets were lost: " + until.count() + " of " + sent + " came");
            }
            next = sendAt(source, next);
        }
        return next;
    }

    private static long sendAt(LegSource source, long when) {
        LegSource.sleepUntil(when);
        source.send();
        return when + PERIOD_NANOS;
    }

    private static Row row(String what, List<Life> lives) {
        var first = new Distribution();
        var later = new Distribution();
        for (Life life : lives) {
            first.addAll(life.first());
            later.addAll(life.later());
        }
        return Row.of(
                what,
                first.millis(0.5),
                first.millis(0.99),
                later.millis(0.5),
                later.millis(0.99),
                first.millis(0.5) / later.millis(0.5),
                first.millis(0.99) / later.millis(0.99));
    }
}
