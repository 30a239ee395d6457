package org.dragonfork.server.net;

import java.io.IOException;
import java.util.Optional;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the public port and leaves each datagram with the media thread of its viewer. A stranger's datagram is counted and
 * forgotten: it costs two look-ups and no memory.
 */
public final class Demultiplexer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demultiplexer.class);

    /** Errors in a row, with nothing read between, after which the port counts as broken. */
    private static final int HOPELESS = 1_000;

    /** Takes a datagram to the media thread of its viewer. */
    @FunctionalInterface
    public interface Router {
        /**
         * Takes one.
         *
         * @param bytes stay the caller's
         * @return false when it is nobody's
         */
        boolean datagram(byte[] bytes, int length, CandidatePair over);
    }

    private final PublicReader reader;
    private final Router router;
    private final Optional<GatheredCandidates> gathering;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long strays;
    private int failures;

    /** @param gathering gets what STUN servers answer, if any are asked */
    public Demultiplexer(MediaSockets sockets, Router router, Optional<GatheredCandidates> gathering)
            throws IOException {
        this.gathering = gathering;
        this.reader = sockets.newPublicReader();
        this.router = router;
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
        reader.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (reader) {
            while (!stopping && failures < HOPELESS) {
                receive();
            }
        } catch (IOException e) {
            LOG.debug("the reader of the public port did not close: {}", e.toString());
        }
        if (!stopping) {
            LOG.error(
                    "the public UDP port cannot be read any more; no viewer can connect until the server is restarted");
        }
    }

    private void receive() {
        try {
            reader.receive(this::datagram);
            failures = 0;
        } catch (IOException e) {
            // For instance "port unreachable" of one viewer: says nothing about the others.
            failures++;
            LOG.debug("a datagram could not be read: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.error("a datagram could not be routed", e);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, this thread
    private void datagram(byte[] bytes, int length, CandidatePair over) {
        if (gathering.isPresent() && gathering.get().takes(bytes, length, over.remote())) {
            return;
        }
        if (!router.datagram(bytes, length, over)) {
            strays++;
        }
    }
}
