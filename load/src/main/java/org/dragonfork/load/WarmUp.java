package org.dragonfork.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsOutput;

/**
 * Handshakes of this process with itself before a run, so that the join times are the server's and not those of a client
 * whose code is still to be compiled.
 */
final class WarmUp {
    private static final int HANDSHAKES = 40;

    private final BcDtlsEndpointFactory factory;
    private final Semaphore woken = new Semaphore(0);

    WarmUp(BcDtlsEndpointFactory factory) {
        this.factory = factory;
    }

    /** Does some, fewer when they take longer than the limit together; tells how many. */
    int run(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        int done = 0;
        while (done < HANDSHAKES && handshake(end)) {
            done++;
        }
        return done;
    }

    private boolean handshake(long endNanos) throws InterruptedException {
        Set<CertificateFingerprint> accepted = Set.of(factory.localFingerprint());
        DtlsEndpoint server = factory.server(accepted, woken::release);
        DtlsEndpoint client =
                factory.client(accepted, List.copyOf(BcDtlsEndpointFactory.DEFAULT_PREFERENCE), woken::release);
        int established = 0;
        while (established < 2) {
            established += move(client, server) + move(server, client);
            long left = endNanos - System.nanoTime();
            if (left <= 0 || (established < 2 && !woken.tryAcquire(left, TimeUnit.NANOSECONDS))) {
                break;
            }
        }
        client.close();
        server.close();
        return established == 2;
    }

    /** Hands datagrams over; tells how often the first side got its keys, which is once. */
    private static int move(DtlsEndpoint from, DtlsEndpoint to) {
        int established = 0;
        for (Optional<DtlsOutput> next = from.poll(); next.isPresent(); next = from.poll()) {
            switch (next.get()) {
                case DtlsOutput.Transmit(byte[] datagram) -> to.handleDatagram(datagram, 0, datagram.length);
                case DtlsOutput.Established _ -> established++;
                case DtlsOutput.Failed _, DtlsOutput.PeerClosed _ -> {}
            }
        }
        return established;
    }
}
