package org.dragonfork.load;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsFailure;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.dtls.KeyingMaterial;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.ice.IceControllingAgent;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.ice.IceExpiry;
import org.dragonfork.webrtc.ice.IceNomination;
import org.dragonfork.webrtc.ice.IceOutput;
import org.dragonfork.webrtc.ice.IceTimeouts;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/** ICE and DTLS of one viewer: from the answer to the keys, and consent and alerts after that. One thread. */
final class Association {
    /** What happened to an association. */
    sealed interface News {
        /** The way to the server is found. */
        record Selected(InetSocketAddress server) implements News {}

        /** The handshake is done. */
        record Secured(SrtpKeys theirs, SrtpKeys ours) implements News {}

        /** It is over. */
        record Over(Failure failure) implements News {}
    }

    /** RFC 7675 section 5.1. */
    private static final long CONSENT_NANOS = 30_000_000_000L;

    private final ViewerAnswer answer;
    private final BcDtlsEndpointFactory factory;
    private final Runnable wakeup;
    private final BiConsumer<byte[], InetSocketAddress> wire;
    private final IceControllingAgent ice;
    private final CheckResponder responder;
    private @Nullable DtlsEndpoint dtls;
    private @Nullable InetSocketAddress server;
    private @Nullable News next;

    /**
     * @param wakeup called from any thread when {@link #poll} should be
     * @param wire sends a datagram
     */
    Association(
            IceCredentials local,
            ViewerAnswer answer,
            BcDtlsEndpointFactory factory,
            long patienceNanos,
            SecureRandom random,
            Runnable wakeup,
            BiConsumer<byte[], InetSocketAddress> wire) {
        this.answer = answer;
        this.factory = factory;
        this.wakeup = wakeup;
        this.wire = wire;
        this.ice = new IceControllingAgent(
                local,
                answer.credentials(),
                answer.candidates(),
                // Once, for one pair: a server nominated on two of its addresses answers from either, and our socket is
                // connected to one (RFC 8445 section 8.1.1 knows no other way).
                IceNomination.REGULAR,
                new IceTimeouts(patienceNanos, CONSENT_NANOS),
                random);
        this.responder = new CheckResponder(local, answer.credentials());
    }

    void start(long nowNanos) {
        if (answer.dtlsServer()) {
            dtls = factory.server(answer.fingerprints(), wakeup);
        }
        ice.start(nowNanos);
    }

    void handleStun(byte[] bytes, int length, InetSocketAddress from, long nowNanos) {
        if (!CheckResponder.isRequest(bytes, 0, length)) {
            ice.handleStun(bytes, 0, length, from, nowNanos);
        } else if (!answer.lite()) {
            responder.answer(bytes, 0, length, from).ifPresent(response -> wire.accept(response, from));
        }
    }

    void handleDtls(byte[] bytes, int length, InetSocketAddress from) {
        DtlsEndpoint endpoint = dtls;
        if (endpoint != null && (from.equals(server) || answer.candidates().contains(from))) {
            endpoint.handleDatagram(bytes, 0, length);
        }
    }

    void handleTimeout(long nowNanos) {
        ice.handleTimeout(nowNanos);
    }

    /** Sends what is to be sent, and tells the next thing that happened. */
    Optional<News> poll() {
        next = null;
        while (next == null) {
            Optional<IceOutput> output = ice.poll();
            if (output.isEmpty()) {
                break;
            }
            handle(output.get());
        }
        DtlsEndpoint endpoint = dtls;
        while (next == null && endpoint != null) {
            Optional<DtlsOutput> output = endpoint.poll();
            if (output.isEmpty()) {
                break;
            }
            handle(output.get());
        }
        return Optional.ofNullable(next);
    }

    private void handle(IceOutput output) {
        switch (output) {
            case IceOutput.Transmit(byte[] datagram, CandidatePair over) -> wire.accept(datagram, over.remote());
            case IceOutput.Selected(CandidatePair selected) -> {
                server = selected.remote();
                if (dtls == null) {
                    dtls = factory.client(answer.fingerprints(), BcDtlsEndpointFactory.DEFAULT_PREFERENCE, wakeup);
                }
                next = new News.Selected(selected.remote());
            }
            case IceOutput.Validated _, IceOutput.Forgotten _ -> {}
            case IceOutput.Expired(IceExpiry reason) ->
                next = new News.Over(
                        reason == IceExpiry.NEVER_CONNECTED
                                ? new Failure(
                                        Failure.Stage.ICE,
                                        "ice_timeout",
                                        "no candidate of the answer was reached: " + answer.candidates())
                                : new Failure(
                                        Failure.Stage.MEDIA, "consent_lost", "the server answers no checks any more"));
        }
    }

    private void handle(DtlsOutput output) {
        switch (output) {
            case DtlsOutput.Transmit(byte[] datagram) -> {
                if (server != null) {
                    wire.accept(datagram, server);
                }
            }
            case DtlsOutput.Established(KeyingMaterial keys) ->
                next = answer.dtlsServer()
                        ? new News.Secured(keys.client(), keys.server())
                        : new News.Secured(keys.server(), keys.client());
            case DtlsOutput.Failed(DtlsFailure reason, String detail) ->
                next = new News.Over(
                        new Failure(Failure.Stage.DTLS, "dtls_" + reason.name().toLowerCase(Locale.ROOT), detail));
            case DtlsOutput.PeerClosed() ->
                next = new News.Over(
                        new Failure(Failure.Stage.MEDIA, "closed_by_server", "the server said close_notify"));
        }
    }

    /** Says close_notify. */
    void close() {
        DtlsEndpoint endpoint = dtls;
        if (endpoint != null) {
            endpoint.close();
            for (Optional<DtlsOutput> last = endpoint.poll(); last.isPresent(); last = endpoint.poll()) {
                if (last.get() instanceof DtlsOutput.Transmit(byte[] datagram) && server != null) {
                    wire.accept(datagram, server);
                }
            }
        }
    }
}
