package org.dragonfork.server.app;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.dragonfork.webrtc.srtp.SrtpSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does once, before the server says it is ready, what the first viewer would otherwise wait for: a handshake of the server
 * with itself and some hundred sealed packets. The first handshake of a cold JVM takes some 350 ms, the second a few.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** A machine that is too busy for this must not keep the server from starting. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final int PACKETS = 500;

    private final BcDtlsEndpointFactory dtls;

    WarmUp(BcDtlsEndpointFactory dtls) {
        this.dtls = dtls;
    }

    /** Runs on the caller's thread. */
    void run() {
        long started = System.nanoTime();
        boolean shaken = handshake(started + MOST_NANOS);
        for (SrtpProfile profile : List.of(SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AES128_CM_HMAC_SHA1_80)) {
            seal(profile, started + MOST_NANOS);
        }
        LOG.debug(
                "warmed up in {} ms, handshake {}",
                (System.nanoTime() - started) / 1_000_000,
                shaken ? "done" : "not done in time");
    }

    private boolean handshake(long deadline) {
        var something = new Semaphore(0);
        var accepted = Set.of(dtls.localFingerprint());
        DtlsEndpoint server = dtls.server(accepted, something::release);
        DtlsEndpoint client = dtls.client(accepted, List.of(SrtpProfile.AEAD_AES_128_GCM), something::release);
        try {
            boolean serverDone = false;
            boolean clientDone = false;
            while (!(serverDone && clientDone) && System.nanoTime() - deadline < 0) {
                serverDone |= carry(server, client);
                clientDone |= carry(client, server);
                if (!something.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                    continue;
                }
                something.drainPermits();
            }
            return serverDone && clientDone;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            client.close();
            server.close();
        }
    }

    /** Carries what one end says to the other; answers whether the handshake is done for it. */
    private static boolean carry(DtlsEndpoint from, DtlsEndpoint to) {
        boolean done = false;
        for (Optional<DtlsOutput> next = from.poll(); next.isPresent(); next = from.poll()) {
            switch (next.get()) {
                case DtlsOutput.Transmit(byte[] datagram) -> to.handleDatagram(datagram, 0, datagram.length);
                case DtlsOutput.Established _ -> done = true;
                case DtlsOutput.Failed(var reason, String detail) ->
                    LOG.warn("the handshake of the server with itself failed: {} {}", reason, detail);
                case DtlsOutput.PeerClosed() -> {
                    // Only at the end.
                }
            }
        }
        return done;
    }

    private static void seal(SrtpProfile profile, long deadline) {
        var sender =
                new SrtpSender(new SrtpKeys(profile, new byte[profile.keyLength()], new byte[profile.saltLength()]));
        byte[] packet = new byte[1200];
        byte[] sealed = new byte[1300];
        RtpHeader.write(packet, 0, false, 96, 0, 0, 1);
        for (int i = 0; i < PACKETS && System.nanoTime() - deadline < 0; i++) {
            RtpHeader.setSequenceNumber(packet, 0, i);
            if (sender.protectRtp(packet, 0, packet.length, sealed, 0) < 0) {
                throw new IllegalStateException("a packet could not be sealed with " + profile);
            }
        }
    }
}
