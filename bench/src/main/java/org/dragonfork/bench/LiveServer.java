package org.dragonfork.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.dragonfork.egress.Egress;
import org.dragonfork.egress.EgressOptions;
import org.dragonfork.egress.RegisterResult;
import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.server.http.HttpEdge;
import org.dragonfork.server.http.HttpOptions;
import org.dragonfork.server.http.RateLimit;
import org.dragonfork.server.http.Readiness;
import org.dragonfork.server.net.Demultiplexer;
import org.dragonfork.server.net.ForwardSampler;
import org.dragonfork.server.net.HostCandidates;
import org.dragonfork.server.net.MediaLoop;
import org.dragonfork.server.net.MediaSockets;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.testkit.FakeFfmpeg;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * The server without FFmpeg, on loopback: sockets, media threads, handshakes and HTTP as the product puts them together,
 * and one stream of video, fed by a {@link LegSource}.
 */
final class LiveServer implements AutoCloseable {
    private static final StreamId STREAM = new StreamId("bench");

    /** Ports that another program has are passed over. */
    private static final int FIRST_LEG_PORT = 41_200;

    private static final int LAST_LEG_PORT = 41_299;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MediaSockets socket;
    private final Egress egress;
    private final List<MediaLoop> loops = new ArrayList<>();
    private final Demultiplexer demultiplexer;
    private final HttpEdge http;
    private final LegSource source;
    private final int legPort;

    /** Starts it with one media thread, and waits until the stream is live. */
    LiveServer(int maxViewers) throws IOException, InterruptedException {
        this(maxViewers, 1);
    }

    /** Starts it and waits until the stream is live. */
    LiveServer(int maxViewers, int threads) throws IOException, InterruptedException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        var clock = new MachineClock();
        var random = new SecureRandom();
        this.socket = MediaSockets.bind(new InetSocketAddress(loopback, 0), SinkChoice.AUTO);
        var options = new EgressOptions(
                maxViewers,
                maxViewers,
                FIRST_LEG_PORT,
                LAST_LEG_PORT,
                Duration.ofMinutes(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                // Viewers that are unplugged on purpose stay.
                Duration.ofMinutes(10),
                false,
                HostCandidates.collect(List.of(), loopback, socket.port()));
        this.egress = new Egress(
                options,
                new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random),
                socket::bindLeg,
                _ -> {},
                clock,
                random,
                Cipher.ofServer().aeads());
        for (int i = 0; i < threads; i++) {
            loops.add(new MediaLoop(i, socket, egress, _ -> {}, clock, false, ForwardSampler.off()));
        }
        egress.attach(List.copyOf(loops));
        this.demultiplexer = new Demultiplexer(socket, egress::datagram, Optional.empty());
        this.http = new HttpEdge(
                HttpOptions.on(new InetSocketAddress(loopback, 0))
                        .withRateLimit(new RateLimit(1_000_000, 1_000_000, 100)),
                egress,
                Readiness::yes,
                _ -> {});
        loops.forEach(MediaLoop::start);
        demultiplexer.start();
        http.start();
        this.legPort = register();
        this.source = new LegSource(legPort);
        source.start(Frames.PACKETS_PER_SECOND);
        await("the stream is live", () -> stream().live());
    }

    /** The port of the leg. */
    int legPort() {
        return legPort;
    }

    /** The way that packets leave. */
    SinkChoice way() {
        return socket.way();
    }

    /** What feeds the stream; it is running. */
    LegSource source() {
        return source;
    }

    /** Base of all URLs. */
    URI base() {
        return URI.create("http://127.0.0.1:" + http.port());
    }

    /** Where offers are sent. */
    URI endpoint() {
        return base().resolve("/api/v3/whep/" + STREAM);
    }

    /** Viewers whose handshake is done. */
    long connected() {
        return stream().peers().stream()
                .filter(peer -> peer.state().equals("connected"))
                .count();
    }

    /** Viewers that hold a place. */
    int viewers() {
        return stream().viewers();
    }

    /** Waits for something that happens on another thread. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                throw new IllegalStateException("waited in vain until " + what);
            }
            Thread.sleep(2);
        }
    }

    @Override
    public void close() {
        source.close();
        egress.drain();
        http.close();
        demultiplexer.close();
        loops.forEach(MediaLoop::close);
        socket.close();
    }

    private EgressSnapshot.StreamSnapshot stream() {
        return egress.snapshot().stream(STREAM).orElseThrow();
    }

    private int register() {
        if (!(egress.registerStream(STREAM, Set.of(MediaKind.VIDEO)) instanceof RegisterResult.Registered(var ports))) {
            throw new IllegalStateException(
                    "no free UDP port from " + FIRST_LEG_PORT + " to " + LAST_LEG_PORT + " on 127.0.0.1");
        }
        int port = ports.values().iterator().next();
        egress.expectMedia(STREAM, true);
        egress.describeLegs(STREAM, FakeFfmpeg.description(port, 0));
        return port;
    }
}
