package org.dragonfork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.testkit.ReceivedTrack;
import org.dragonfork.testkit.TestAnswer;
import org.dragonfork.testkit.TestOffer;
import org.dragonfork.testkit.TestViewer;
import org.dragonfork.webrtc.ice.IceCredentials;

/**
 * A viewer over a real UDP socket with a real handshake, on a thread of its own: WHEP, ICE, DTLS, SRTP. Not a browser: it
 * decrypts and throws away.
 */
final class SocketViewer implements AutoCloseable {
    /** Longest wait of its loop; whatever is urgent wakes it. */
    private static final long MOST_WAIT_MILLIS = 100;

    private final WhepClient.Posted posted;
    private final TestViewer viewer;
    private final DatagramChannel channel;
    private final Selector selector;
    private final Thread thread;
    private final CountDownLatch secured = new CountDownLatch(1);
    private final CountDownLatch media = new CountDownLatch(1);
    private final byte[] bytes = new byte[2048];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private volatile long firstPacketNanos;
    private volatile boolean stopping;

    private SocketViewer(
            WhepClient whep, URI endpoint, BcDtlsEndpointFactory dtls, TestViewer.MediaTap tap, SecureRandom random)
            throws IOException, InterruptedException {
        var credentials = IceCredentials.generate(random);
        this.posted = whep.post(endpoint, TestOffer.text(credentials, dtls.localFingerprint(), true, false));
        this.channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
        channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        channel.configureBlocking(false);
        this.selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        TestAnswer answer = TestAnswer.read(posted.answer(), dtls.localFingerprint());
        Selector waking = selector;
        this.viewer = new TestViewer(
                credentials,
                answer,
                new LateDtlsClient(dtls, answer.fingerprint(), waking::wakeup),
                false,
                random,
                System.nanoTime());
        viewer.tap((packet, length) -> {
            if (media.getCount() > 0) {
                firstPacketNanos = System.nanoTime();
                media.countDown();
            }
            tap.packet(packet, length);
        });
        this.thread = Thread.ofPlatform().name("viewer").daemon(true).unstarted(this::run);
    }

    /**
     * Sends an offer and begins to connect.
     *
     * @param tap sees each packet right after it was decrypted, on the viewer's thread
     */
    static SocketViewer join(
            WhepClient whep, URI endpoint, BcDtlsEndpointFactory dtls, TestViewer.MediaTap tap, SecureRandom random)
            throws IOException, InterruptedException {
        var viewer = new SocketViewer(whep, endpoint, dtls, tap, random);
        viewer.thread.start();
        return viewer;
    }

    /** URL of its session. */
    URI session() {
        return posted.session();
    }

    /** Waits until the handshake is done. */
    void awaitSecured() throws InterruptedException {
        if (!secured.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the viewer did not connect: " + viewer.failure());
        }
    }

    /** Waits for the first packet; answers the moment at which it was decrypted. */
    long awaitMedia() throws InterruptedException {
        if (!media.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the viewer got no media: " + viewer.failure());
        }
        return firstPacketNanos;
    }

    /** Packets that are missing among those received; once it is closed. */
    long lost() {
        return viewer.tracks().values().stream().mapToLong(ReceivedTrack::lost).sum();
    }

    /** Goes without a word: the server still holds its place. */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (channel;
                selector) {
            while (!stopping) {
                transmit();
                long wait = (viewer.deadlineNanos() - System.nanoTime()) / 1_000_000 + 1;
                selector.select(_ -> receive(), Math.clamp(wait, 1, MOST_WAIT_MILLIS));
                viewer.wake();
                viewer.handleTimeout(System.nanoTime());
                if (viewer.isSecured()) {
                    secured.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the viewer's socket broke", e);
        }
    }

    private void receive() {
        try {
            while (true) {
                buffer.clear();
                var from = (InetSocketAddress) channel.receive(buffer);
                if (from == null) {
                    return;
                }
                viewer.handleDatagram(bytes, 0, buffer.position(), from, System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the viewer's socket cannot be read", e);
        }
    }

    private void transmit() throws IOException {
        for (Optional<TestViewer.Outgoing> next = viewer.poll(); next.isPresent(); next = viewer.poll()) {
            channel.send(ByteBuffer.wrap(next.get().datagram()), next.get().to());
        }
    }
}
