package org.dragonfork.bench;

import java.io.IOException;
import java.lang.ref.Reference;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;

/** Heap that a connected viewer holds while nothing is sent, and the part of its DTLS endpoint. */
final class MemoryMeasurement implements Measurement {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException, InterruptedException {
        var random = new SecureRandom();
        var dtls = new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);
        int count = effort.idleViewers();
        progress.step(count + " viewers connect");
        double viewer = perViewer(count, dtls, random);
        progress.step(count + " handshakes");
        double endpoint = perEndpoint(count, dtls);
        progress.step(count + " viewers connect to a server in another process");
        Held held = perViewerOutside(count, dtls, random);
        return new Table(
                name(),
                "Memory: heap of an idle viewer",
                List.of(
                        "Heap after garbage collection that " + count + " more connected viewers of one stream take ("
                                + first(count) + " are there before), divided; each connected over a real"
                                + " socket with a real handshake, then unplugged, so that only the server's side is left.",
                        "Endpoint: the server's end of " + count
                                + " established handshakes in process, the same way; it is part of the viewer.",
                        "Other process: the same with a server in a JVM of its own, its heap and what its ledger"
                                + " (NativeMemoryTracking) has committed outside of it; the goal is 64 KiB for both together."
                                + " Compiled code, compiler, classes, collector and ledger stand apart: they grow while the JVM"
                                + " warms up, whoever watches."),
                List.of(
                        new Column("bytes", "bytes", 0),
                        new Column("kibibytes", "KiB", 1),
                        new Column("shareOfViewer", "÷ viewer", 2)),
                List.of(
                        Row.of("idle viewer", viewer, viewer / 1024, 1.0),
                        Row.of("established DTLS endpoint", endpoint, endpoint / 1024, endpoint / viewer),
                        of("other process, heap", held.heap(), viewer),
                        of("other process, native", held.outside(), viewer),
                        of("other process, both", held.heap() + held.outside(), viewer),
                        of("other process, JIT, classes, collector", held.machine(), viewer)));
    }

    private static Row of(String what, double bytes, double viewer) {
        return Row.of(what, bytes, bytes / 1024, bytes / viewer);
    }

    /** Bytes for one viewer. */
    private record Held(double heap, double outside, double machine) {}

    private static Held perViewerOutside(int count, BcDtlsEndpointFactory dtls, SecureRandom random)
            throws IOException, InterruptedException {
        int first = first(count);
        try (var whep = new WhepClient();
                var server = ServerProcess.start(true, first + count, "-XX:NativeMemoryTracking=summary");
                var source = new LegSource(server.legPort())) {
            source.start(Frames.PACKETS_PER_SECOND);
            connect(first, server.endpoint(), whep, dtls, random);
            ServerProcess.Memory before = server.memory();
            connect(count, server.endpoint(), whep, dtls, random);
            ServerProcess.Memory after = server.memory();
            source.stop();
            return new Held(
                    (after.heap() - before.heap()) / (double) count,
                    (after.outside() - before.outside()) / (double) count,
                    (after.machine() - before.machine()) / (double) count);
        }
    }

    private static double perViewer(int count, BcDtlsEndpointFactory dtls, SecureRandom random)
            throws IOException, InterruptedException {
        int first = first(count);
        try (var server = new LiveServer(first + count);
                var whep = new WhepClient()) {
            connect(first, server.endpoint(), whep, dtls, random);
            server.source().stop();
            long before = Heap.used();
            server.source().start(Frames.PACKETS_PER_SECOND);
            connect(count, server.endpoint(), whep, dtls, random);
            server.source().stop();
            LiveServer.await("all viewers are connected", () -> server.connected() == first + count);
            return (Heap.used() - before) / (double) count;
        }
    }

    /** How many come before those that are counted, so that what is made once is there. */
    private static int first(int count) {
        return count / 2;
    }

    private static void connect(
            int count, URI endpoint, WhepClient whep, BcDtlsEndpointFactory dtls, SecureRandom random)
            throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            try (var viewer = SocketViewer.join(whep, endpoint, dtls, (_, _) -> {}, random)) {
                viewer.awaitMedia();
            }
        }
    }

    private static double perEndpoint(int count, BcDtlsEndpointFactory dtls) {
        List<DtlsEndpoint> kept = new ArrayList<>(2 * count);
        for (int i = 0; i < first(count); i++) {
            kept.add(Handshakes.establish(dtls));
        }
        long before = Heap.used();
        try {
            for (int i = 0; i < count; i++) {
                kept.add(Handshakes.establish(dtls));
            }
            return (Heap.used() - before) / (double) count;
        } finally {
            Reference.reachabilityFence(kept);
        }
    }
}
