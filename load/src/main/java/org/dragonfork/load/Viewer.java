package org.dragonfork.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.peer.DatagramKind;
import org.jspecify.annotations.Nullable;

/** One viewer, from its offer to its end; it can fail at any point, and does so once. Owned by one loop. */
final class Viewer {
    /** RFC 3550 section 6.2 allows more for so few participants; browsers report once a second. */
    private static final long REPORT_NANOS = 1_000_000_000;

    private enum State {
        ASKING,
        CONNECTING,
        WAITING,
        WATCHING,
        FAILED,
        ENDED
    }

    private final LoadPlan plan;
    private final ViewerParts parts;
    private final SplittableRandom dice;
    private final IceCredentials credentials;
    private final ViewerSocket socket;
    private final ViewerTimes times;
    private final long patienceNanos;
    private State state = State.ASKING;
    private Runnable wakeup = () -> {};
    private @Nullable Association association;
    private final EarlyMedia early = new EarlyMedia();
    private @Nullable MediaReceiver media;
    private @Nullable ViewerAnswer answer;
    private @Nullable InetSocketAddress server;
    private @Nullable URI session;
    private @Nullable Failure failure;
    private long sinceNanos;
    private long nextReportNanos;

    /** Opens its socket; the loop takes it over from there. */
    Viewer(int number, LoadPlan plan, ViewerParts parts, long nowNanos) throws IOException {
        this.plan = plan;
        this.parts = parts;
        this.dice = new SplittableRandom(plan.seed() + number);
        this.credentials = IceCredentials.generate(parts.random());
        this.times = new ViewerTimes(nowNanos);
        this.patienceNanos = plan.patience().toNanos();
        this.sinceNanos = nowNanos;
        this.socket = ViewerSocket.open();
    }

    /** @param local address of this machine as the server sees it */
    String offer(InetAddress local) throws IOException {
        return ViewerOffer.text(
                credentials, parts.dtls().localFingerprint(), new InetSocketAddress(local, socket.port()));
    }

    /** @param woken to be called from any thread when {@link #pump} should be */
    void register(Selector selector, Runnable woken) throws IOException {
        wakeup = woken;
        socket.register(selector, this);
    }

    void answered(WhepClient.Reply reply, long nowNanos) {
        if (isOver()) {
            session = sessionOf(reply);
            return;
        }
        session = sessionOf(reply);
        sinceNanos = nowNanos;
        switch (reply) {
            case WhepClient.Reply.Refused(Failure refusal, URI _) -> fail(refusal);
            case WhepClient.Reply.Answered(String sdp, URI _) -> {
                times.answered(nowNanos);
                connect(sdp, nowNanos);
            }
        }
    }

    private static @Nullable URI sessionOf(WhepClient.Reply reply) {
        return switch (reply) {
            case WhepClient.Reply.Refused refused -> refused.session();
            case WhepClient.Reply.Answered answered -> answered.session();
        };
    }

    private void connect(String sdp, long nowNanos) {
        try {
            ViewerAnswer read = ViewerAnswer.read(sdp);
            answer = read;
            association = new Association(
                    credentials, read, parts.dtls(), patienceNanos, parts.random(), wakeup, socket::send);
            state = State.CONNECTING;
            association.start(nowNanos);
            pump(nowNanos);
        } catch (BadAnswer e) {
            fail(e.failure());
        }
    }

    /**
     * Reads all that waits.
     *
     * @param buffer wraps the bytes
     */
    void readable(byte[] bytes, ByteBuffer buffer) {
        try {
            while (!isOver()) {
                InetSocketAddress from = socket.receive(buffer);
                if (from == null) {
                    return;
                }
                handle(bytes, buffer.position(), from, System.nanoTime());
            }
        } catch (PortUnreachableException _) {
            if (media != null) {
                fail(new Failure(Failure.Stage.MEDIA, "port_unreachable", "the server's UDP port was closed"));
            }
        } catch (IOException e) {
            fail(new Failure(Failure.Stage.SOCKET, "socket_error", String.valueOf(e)));
        }
    }

    private void handle(byte[] bytes, int length, InetSocketAddress from, long nowNanos) {
        Association running = association;
        if (running == null) {
            return;
        }
        switch (DatagramKind.of(bytes, 0, length)) {
            case STUN -> running.handleStun(bytes, length, from, nowNanos);
            case DTLS -> running.handleDtls(bytes, length, from);
            case RTP, RTCP -> {
                if (from.equals(server)) {
                    handleMedia(bytes, length, nowNanos);
                }
                return;
            }
            case OTHER -> {
                return;
            }
        }
        pump(nowNanos);
    }

    private void handleMedia(byte[] bytes, int length, long nowNanos) {
        MediaReceiver receiver = media;
        if (receiver == null) {
            early.keep(bytes, length, nowNanos);
            return;
        }
        receiver.handle(bytes, 0, length, nowNanos);
        if (state == State.WAITING && receiver.firstPacketNanos() != 0) {
            state = State.WATCHING;
        }
    }

    /** Goes on with whatever the association has to say. */
    void pump(long nowNanos) {
        Association running = association;
        while (running != null && !isOver()) {
            Optional<Association.News> news = running.poll();
            if (news.isEmpty()) {
                return;
            }
            switch (news.get()) {
                case Association.News.Selected(InetSocketAddress selected) -> select(selected, nowNanos);
                case Association.News.Over(Failure why) -> fail(why);
                case Association.News.Secured secured -> {
                    times.connected(nowNanos);
                    media = new MediaReceiver(
                            Objects.requireNonNull(answer).tracks(),
                            secured.theirs(),
                            secured.ours(),
                            parts.random().nextInt(),
                            plan.loss(),
                            dice);
                    state = State.WAITING;
                    sinceNanos = nowNanos;
                    // Not all at once: viewers that joined together would report together.
                    nextReportNanos = nowNanos + REPORT_NANOS / 2 + dice.nextLong(REPORT_NANOS);
                    for (EarlyMedia.Datagram datagram : early.take()) {
                        handleMedia(datagram.bytes(), datagram.bytes().length, datagram.arrivedNanos());
                    }
                }
            }
        }
    }

    private void select(InetSocketAddress selected, long nowNanos) {
        server = selected;
        sinceNanos = nowNanos;
        try {
            socket.connect(selected);
        } catch (IOException e) {
            fail(new Failure(Failure.Stage.SOCKET, "socket_error", String.valueOf(e)));
        }
    }

    /** Lets time pass; called every few milliseconds. */
    void tick(long nowNanos) {
        Association running = association;
        if (isOver() || running == null) {
            return;
        }
        running.handleTimeout(nowNanos);
        pump(nowNanos);
        MediaReceiver receiver = media;
        InetSocketAddress to = server;
        if (isOver() || receiver == null || to == null) {
            expireHandshake(nowNanos);
            return;
        }
        if (nowNanos - nextReportNanos >= 0) {
            nextReportNanos += REPORT_NANOS;
            socket.send(receiver.report(nowNanos), to);
        }
        receiver.requests(nowNanos).forEach(request -> socket.send(request, to));
        if (state == State.WAITING && nowNanos - sinceNanos >= patienceNanos) {
            fail(silence(receiver));
        } else if (state == State.WATCHING && nowNanos - receiver.lastPacketNanos() >= patienceNanos) {
            fail(new Failure(
                    Failure.Stage.MEDIA,
                    "media_stopped",
                    "no packet for " + plan.patience().toSeconds() + " s"));
        }
    }

    private static Failure silence(MediaReceiver receiver) {
        return receiver.counts().unauthenticated > 0
                ? new Failure(Failure.Stage.MEDIA, "srtp_refused", "no packet could be authenticated")
                : new Failure(Failure.Stage.MEDIA, "no_media", "connected, but no packet came");
    }

    /** The endpoint ends a handshake that goes on too long, but not one that the other side never begins. */
    private void expireHandshake(long nowNanos) {
        if (!isOver() && server != null && nowNanos - sinceNanos >= 2 * patienceNanos) {
            fail(new Failure(Failure.Stage.DTLS, "dtls_timeout", "the handshake did not end"));
        }
    }

    /** Fails for a reason that lies outside, such as a mistake in this program. */
    void fail(Failure why) {
        if (!isOver()) {
            failure = why;
            state = State.FAILED;
            leave();
        }
    }

    /** Goes, and says so. */
    void end(long nowNanos) {
        if (state == State.ASKING || state == State.CONNECTING || state == State.WAITING) {
            fail(new Failure(Failure.Stage.MEDIA, "ended_before", "the run ended before the first packet"));
        } else if (state == State.WATCHING) {
            times.ended(nowNanos);
            state = State.ENDED;
            leave();
        }
    }

    private void leave() {
        MediaReceiver receiver = media;
        if (receiver != null && server != null) {
            socket.send(receiver.bye(), server);
        }
        if (association != null) {
            association.close();
        }
        socket.close();
    }

    private boolean isOver() {
        return state == State.FAILED || state == State.ENDED;
    }

    /** What is to be deleted in the end, if there is something. */
    Optional<URI> session() {
        return Optional.ofNullable(session);
    }

    /** Adds what it counted. */
    void count(Totals totals) {
        switch (state) {
            case ASKING -> totals.asking++;
            case CONNECTING, WAITING -> totals.connecting++;
            case WATCHING -> totals.watching++;
            case ENDED -> totals.watched++;
            case FAILED -> totals.failed(Objects.requireNonNull(failure));
        }
        MediaReceiver receiver = media;
        if (receiver != null) {
            totals.add(receiver);
        }
    }

    /** Adds how long it took. */
    void time(Totals totals) {
        times.addTo(totals, media);
    }
}
