package org.dragonfork.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;

/** Time from an offer to the first packet that the viewer could decrypt. */
final class JoinMeasurement implements Measurement {
    @Override
    public String name() {
        return "join";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException, InterruptedException {
        var random = new SecureRandom();
        var dtls = new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);
        var joins = new Distribution();
        var handshakes = new Distribution();
        progress.step(2 * effort.joins() + " viewers join, the first half to warm up");
        try (var server = new LiveServer(8);
                var whep = new WhepClient()) {
            for (int i = 0; i < 2 * effort.joins(); i++) {
                long handshake = handshake(dtls);
                long join = join(server, whep, dtls, random);
                if (i >= effort.joins()) {
                    handshakes.add(handshake);
                    joins.add(join);
                }
            }
        }
        return new Table(
                name(),
                "Join: from POST to the first decrypted packet",
                List.of(
                        effort.joins()
                                + " viewers one after the other, each with a new socket, real ICE and real DTLS, as many"
                                + " before to warm up; a packet comes every 3 ms. No picture is decoded.",
                        "Both ends run on this machine. Handshake alone: client and server in process, no sockets."),
                List.of(
                        new Column("p50Millis", "p50 ms", 2),
                        new Column("p95Millis", "p95 ms", 2),
                        new Column("p50RatioToHandshake", "p50 ÷ handshake", 2)),
                List.of(row("DTLS handshake alone", handshakes, handshakes), row("join", joins, handshakes)));
    }

    private static long handshake(BcDtlsEndpointFactory dtls) {
        long before = System.nanoTime();
        var endpoint = Handshakes.establish(dtls);
        long took = System.nanoTime() - before;
        endpoint.close();
        return took;
    }

    private static long join(LiveServer server, WhepClient whep, BcDtlsEndpointFactory dtls, SecureRandom random)
            throws IOException, InterruptedException {
        long before = System.nanoTime();
        try (var viewer = SocketViewer.join(whep, server.endpoint(), dtls, (_, _) -> {}, random)) {
            long took = viewer.awaitMedia() - before;
            whep.delete(viewer.session());
            return took;
        }
    }

    private static Row row(String what, Distribution times, Distribution base) {
        return Row.of(what, times.millis(0.5), times.millis(0.95), times.millis(0.5) / base.millis(0.5));
    }
}
