package org.dragonfork.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.server.net.MediaSockets;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.Aead;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.dragonfork.webrtc.srtp.SrtpSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does once, before the server says it is ready, what the first viewer would otherwise wait for: a handshake of the server
 * with itself, and some hundred packets sealed and sent to a socket that nobody reads, the way that the server sends. The
 * first handshake of a cold JVM takes some 350 ms, the second a few.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** A machine that is too busy for this must not keep the server from starting. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    /** Runs of each profile, of a frame each. */
    private static final int RUNS = 45;

    private static final int RUN = 11;

    private static final int PACKET = 1200;

    private final BcDtlsEndpointFactory dtls;
    private final Aead.Provider aeads;
    private final SinkChoice way;

    /** @param way that the server sends */
    WarmUp(BcDtlsEndpointFactory dtls, Aead.Provider aeads, SinkChoice way) {
        this.dtls = dtls;
        this.aeads = aeads;
        this.way = way;
    }

    /** Runs on the caller's thread. */
    void run() {
        long started = System.nanoTime();
        boolean shaken = handshake(started + MOST_NANOS);
        send(started + MOST_NANOS);
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

    /** Through sockets of its own: nothing of this is counted or seen by anybody. */
    private void send(long deadline) {
        var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (MediaSockets sockets = MediaSockets.bind(loopback, way);
                MediaSockets nobody = MediaSockets.bind(loopback, way)) {
            DatagramSink sink = sockets.newSink();
            var to = new Destination(new InetSocketAddress(loopback.getAddress(), nobody.port()));
            for (SrtpProfile profile : List.of(SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AES128_CM_HMAC_SHA1_80)) {
                send(profile, sink, to, deadline);
            }
        } catch (IOException e) {
            LOG.debug("no sockets to warm up with: {}", e.toString());
        }
    }

    private void send(SrtpProfile profile, DatagramSink sink, Destination to, long deadline) {
        var sender = new SrtpSender(
                new SrtpKeys(profile, new byte[profile.keyLength()], new byte[profile.saltLength()]), aeads);
        int segment = PACKET + profile.rtpTagLength();
        byte[] payload = new byte[PACKET - RtpHeader.FIXED_LENGTH];
        byte[] run = new byte[RUN * segment];
        int sequence = 0;
        for (int i = 0; i < RUNS && System.nanoTime() - deadline < 0; i++) {
            for (int at = 0; at < run.length; at += segment) {
                RtpHeader.write(run, at, false, 96, sequence++, i, 1);
                if (sender.sealRtp(run, at, RtpHeader.FIXED_LENGTH, payload, 0, payload.length) != segment) {
                    throw new IllegalStateException("a packet could not be sealed with " + profile);
                }
            }
            sink.gather(run, 0, run.length, segment, to, (_, _) -> {});
            sink.flush();
        }
    }
}
