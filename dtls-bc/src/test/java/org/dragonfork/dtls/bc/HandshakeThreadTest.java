package org.dragonfork.dtls.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dragonfork.testkit.dtls.DatagramPath;
import org.dragonfork.testkit.dtls.DtlsPair;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsRole;
import org.junit.jupiter.api.Test;

/** Threads end with the handshake, at whatever point that is. */
final class HandshakeThreadTest {
    private static final int HANDSHAKES = 300;
    private static final CertificateFingerprint ANY = CertificateFingerprint.sha256(new byte[0]);

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final BcDtlsEndpointFactory factory = new BcDtlsEndpointFactory(
            Factories.certificate(),
            Factories.RANDOM,
            BcDtlsEndpointFactory.DEFAULT_PREFERENCE,
            Factories.limits(),
            this::recorded);

    private Thread recorded(Runnable task) {
        Thread thread = Thread.ofVirtual().unstarted(task);
        threads.add(thread);
        return thread;
    }

    private void assertThreadsEnd() throws InterruptedException {
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(factory.counts().running()).isZero();
    }

    @Test
    void aFinishedHandshakeKeepsNoThreadAndStillHearsTheGoodbye() throws InterruptedException {
        DtlsPair pair = new DtlsPair(
                wakeup -> factory.server(Set.of(factory.localFingerprint()), wakeup),
                wakeup -> factory.client(
                        Set.of(factory.localFingerprint()), BcDtlsEndpointFactory.DEFAULT_PREFERENCE, wakeup),
                DatagramPath.perfect(),
                DatagramPath.perfect());
        pair.establish();
        assertThreadsEnd();
        pair.client().endpoint().close();
        pair.runUntil("the server knows", pair.server()::peerClosed);
        assertThat(threads).hasSize(2);
    }

    @Test
    void aClientOfTheServerWaitsUntilItIsStarted() throws InterruptedException {
        Flight fromClient = new Flight();
        Flight fromServer = new Flight();
        DtlsEndpoint client = factory.client(Set.of(factory.localFingerprint()), fromClient.wakeup());
        DtlsEndpoint server = factory.server(Set.of(factory.localFingerprint()), fromServer.wakeup());
        server.start();

        assertThat(client.role()).isEqualTo(DtlsRole.CLIENT);
        assertThat(server.role()).isEqualTo(DtlsRole.SERVER);
        assertThat(threads).isEmpty();
        assertThat(client.poll()).isEmpty();

        client.start();
        client.start();
        byte[] hello = fromClient.awaitDatagram(client);
        server.handleDatagram(hello, 0, hello.length);
        fromServer.awaitDatagram(server);
        server.close();
        client.close();
        assertThreadsEnd();
        assertThat(threads).hasSize(2);
    }

    @Test
    void abortedHandshakesLeaveNoThreadAndNoEndpointBehind() throws InterruptedException {
        List<WeakReference<DtlsEndpoint>> endpoints = new ArrayList<>();
        for (int i = 0; i < HANDSHAKES; i++) {
            abort(i, endpoints);
        }
        assertThat(threads).hasSizeGreaterThan(HANDSHAKES);
        assertThreadsEnd();
        assertThat(factory.counts().established()).isZero();
        threads.clear();
        assertThat(collected(endpoints)).isTrue();
    }

    /** Ends after no, one or two datagrams, and now and then with the client still talking. */
    private void abort(int round, List<WeakReference<DtlsEndpoint>> endpoints) throws InterruptedException {
        Flight fromClient = new Flight();
        Flight fromServer = new Flight();
        DtlsEndpoint client =
                factory.client(Set.of(ANY), BcDtlsEndpointFactory.DEFAULT_PREFERENCE, fromClient.wakeup());
        DtlsEndpoint server = factory.server(Set.of(ANY), fromServer.wakeup());
        endpoints.add(new WeakReference<>(client));
        endpoints.add(new WeakReference<>(server));
        if (round % 4 > 0) {
            byte[] hello = fromClient.awaitDatagram(client);
            server.handleDatagram(hello, 0, hello.length);
        }
        if (round % 4 > 1) {
            byte[] flight = fromServer.awaitDatagram(server);
            if (round % 4 > 2) {
                client.handleDatagram(flight, 0, flight.length);
            }
        }
        server.close();
        client.close();
    }

    private static boolean collected(List<WeakReference<DtlsEndpoint>> endpoints) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            System.gc();
            if (endpoints.stream().allMatch(endpoint -> endpoint.get() == null)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
