package org.dragonfork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** The baseline of the hop: one datagram from a thread to another one that waits on a selector, as the server's do. */
final class BareHop implements AutoCloseable {
    private final DatagramChannel receiver;
    private final DatagramChannel sender;
    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(Frames.PACKET);
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(2048);
    private volatile Distribution times = new Distribution();
    private volatile boolean stopping;

    BareHop() throws IOException {
        receiver = DatagramChannel.open(StandardProtocolFamily.INET);
        receiver.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        receiver.configureBlocking(false);
        selector = Selector.open();
        receiver.register(selector, SelectionKey.OP_READ);
        sender = DatagramChannel.open(StandardProtocolFamily.INET);
        sender.connect(receiver.getLocalAddress());
        thread = Thread.ofPlatform().name("bare-hop").daemon(true).start(this::run);
    }

    /** From now on times go there. */
    void collect(Distribution distribution) {
        times = distribution;
    }

    void send() throws IOException {
        outgoing.clear();
        outgoing.putLong(0, System.nanoTime());
        sender.write(outgoing);
    }

    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join(2_000);
            sender.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a UDP socket", e);
        }
    }

    private void run() {
        try (receiver;
                selector) {
            while (!stopping) {
                selector.select(_ -> receive());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bare hop broke", e);
        }
    }

    private void receive() {
        try {
            incoming.clear();
            while (receiver.receive(incoming) != null) {
                times.add(System.nanoTime() - incoming.getLong(0));
                incoming.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bare hop broke", e);
        }
    }
}
