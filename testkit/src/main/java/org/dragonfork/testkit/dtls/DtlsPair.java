package org.dragonfork.testkit.dtls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsFailure;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.dtls.KeyingMaterial;

/**
 * A client and a server with a path in between; the test's thread is the owner of both. It waits for wake-ups only, so
 * an endpoint that forgets one is found out.
 */
public final class DtlsPair {
    /** Far more than any of the scenarios takes. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Semaphore wakeups = new Semaphore(0);
    private final Side server;
    private final Side client;
    private final DatagramPath toServer;
    private final DatagramPath toClient;

    /** One end, and everything it wanted so far but its datagrams. */
    public static final class Side {
        private final DtlsEndpoint endpoint;
        private final List<DtlsOutput> outputs = new ArrayList<>();
        private int transmitted;

        private Side(DtlsEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        public DtlsEndpoint endpoint() {
            return endpoint;
        }

        /** Everything but {@code Transmit}, in order. */
        public List<DtlsOutput> outputs() {
            return List.copyOf(outputs);
        }

        /** Number of datagrams sent. */
        public int transmitted() {
            return transmitted;
        }

        public Optional<KeyingMaterial> keys() {
            return outputs.stream()
                    .filter(DtlsOutput.Established.class::isInstance)
                    .map(output -> ((DtlsOutput.Established) output).keys())
                    .findFirst();
        }

        public Optional<DtlsFailure> failure() {
            return outputs.stream()
                    .filter(DtlsOutput.Failed.class::isInstance)
                    .map(output -> ((DtlsOutput.Failed) output).reason())
                    .findFirst();
        }

        public boolean peerClosed() {
            return outputs.stream().anyMatch(DtlsOutput.PeerClosed.class::isInstance);
        }
    }

    /** The server is made first, as the client may speak at once; both are given the same wake-up. */
    public DtlsPair(
            Function<Runnable, DtlsEndpoint> server,
            Function<Runnable, DtlsEndpoint> client,
            DatagramPath toServer,
            DatagramPath toClient) {
        this.server = new Side(server.apply(wakeups::release));
        this.client = new Side(client.apply(wakeups::release));
        this.toServer = toServer;
        this.toClient = toClient;
    }

    public Side server() {
        return server;
    }

    public Side client() {
        return client;
    }

    /** Runs until both have keys. */
    public void establish() {
        runUntil(
                "both sides have keys",
                () -> server.keys().isPresent() && client.keys().isPresent());
    }

    /** Moves datagrams until the condition holds. */
    public void runUntil(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            boolean sent = move(client, server, toServer);
            boolean answered = move(server, client, toClient);
            if (!sent && !answered && !condition.getAsBoolean()) {
                await(what, end - System.nanoTime());
            }
        }
    }

    private void await(String what, long nanos) {
        try {
            if (!wakeups.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
                throw new AssertionError(
                        "waited in vain until " + what + "; client " + client.outputs + ", server " + server.outputs);
            }
            wakeups.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting until " + what, e);
        }
    }

    private static boolean move(Side from, Side to, DatagramPath path) {
        boolean moved = false;
        for (Optional<DtlsOutput> next = from.endpoint.poll(); next.isPresent(); next = from.endpoint.poll()) {
            moved = true;
            if (next.get() instanceof DtlsOutput.Transmit(byte[] datagram)) {
                from.transmitted++;
                for (byte[] arriving : path.carry(datagram)) {
                    to.endpoint.handleDatagram(arriving, 0, arriving.length);
                }
            } else {
                from.outputs.add(next.get());
            }
        }
        return moved;
    }
}
