package org.dragonfork.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Optional;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.media.ShardMailbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the public port and leaves each datagram with the media thread of its viewer. A stranger's datagram is counted and
 * forgotten: it costs two look-ups and no memory.
 */
public final class Demultiplexer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demultiplexer.class);

    /** Finds the media thread of a datagram. */
    @FunctionalInterface
    public interface Router {
        Optional<ShardMailbox> route(byte[] bytes, int offset, int length, InetSocketAddress from);
    }

    private final DatagramChannel channel;
    private final Router router;
    private final Selector selector;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long strays;

    public Demultiplexer(PublicSocket socket, Router router) throws IOException {
        this.channel = socket.channel();
        this.router = router;
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name("demux").daemon(true).unstarted(this::run);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Datagrams that belonged to no viewer. */
    public long strays() {
        return strays;
    }

    /** Ends the thread and waits for it; the socket stays open. */
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
        try (selector) {
            channel.register(selector, SelectionKey.OP_READ);
            byte[] bytes = new byte[65_536];
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (!stopping) {
                selector.select(_ -> receive(bytes, buffer));
            }
        } catch (ClosedSelectorException _) {
            // Closed from outside, which ends the loop.
        } catch (IOException e) {
            LOG.error("the public UDP port cannot be read any more: {}", e.toString());
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, this thread
    private void receive(byte[] bytes, ByteBuffer buffer) {
        try {
            while (!stopping) {
                buffer.clear();
                var from = (InetSocketAddress) channel.receive(buffer);
                if (from == null) {
                    return;
                }
                int length = buffer.position();
                Optional<ShardMailbox> owner = router.route(bytes, 0, length, from);
                if (owner.isPresent()) {
                    owner.get().post(new ShardCommand.Datagram(Arrays.copyOf(bytes, length), from));
                } else {
                    strays++;
                }
            }
        } catch (IOException e) {
            // For instance "port unreachable" of one viewer: says nothing about the others.
            LOG.debug("a datagram could not be read: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.error("a datagram could not be routed", e);
        }
    }
}
