package org.dragonfork.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.egress.stream.PacketRing;
import org.dragonfork.egress.stream.RtpLeg;

/** Waits at a selector. */
final class NioLegReader implements LegReader {
    private final Selector selector = Selector.open();
    private final EgressClock clock;
    /** NIO receives into native memory anyway; from here a packet is copied into its slot once. */
    private final ByteBuffer inbox = ByteBuffer.allocateDirect(PacketRing.SLOT_SIZE);

    /** What a selection key knows. */
    private static final class Ingest {
        private final StreamId stream;
        private final RtpLeg leg;
        /** Reads that failed since the last one that did not. */
        private int failures;

        Ingest(StreamId stream, RtpLeg leg) {
            this.stream = stream;
            this.leg = leg;
        }
    }

    NioLegReader(EgressClock clock) throws IOException {
        this.clock = clock;
    }

    @Override
    public void add(StreamId stream, RtpLeg leg, LegSocket socket) throws IOException {
        if (socket instanceof NioLegSocket nio) {
            nio.channel().register(selector, SelectionKey.OP_READ, new Ingest(stream, leg));
        }
    }

    @Override
    public void remove(LegSocket socket) {
        // A closed channel leaves its selector by itself.
    }

    @Override
    public void await(long nanos) throws IOException {
        int millis = LegReader.millis(nanos);
        if (millis == 0) {
            selector.selectNow();
        } else {
            selector.select(millis);
        }
    }

    @Override
    public void receive(Listener listener) {
        for (SelectionKey key : selector.selectedKeys()) {
            receive(key, listener);
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }

    private void receive(SelectionKey key, Listener listener) {
        if (!(key.attachment() instanceof Ingest ingest)) {
            return;
        }
        RtpLeg leg = ingest.leg;
        var channel = (DatagramChannel) key.channel();
        int datagrams = 0;
        long takenNanos = 0;
        try {
            for (int i = 0; i < MAX_BATCH && key.isValid(); i++) {
                inbox.clear();
                if (channel.receive(inbox) == null) {
                    break;
                }
                int length = inbox.flip().limit();
                inbox.get(leg.nextSlot(), 0, length);
                takenNanos = clock.nanos();
                leg.accept(length, takenNanos, clock.unixNanos());
                datagrams++;
                ingest.failures = 0;
            }
        } catch (CancelledKeyException _) {
            // Closed by whoever removed the stream.
        } catch (IOException e) {
            boolean givenUp = ++ingest.failures == MAX_FAILURES;
            if (givenUp) {
                key.cancel();
            }
            listener.broken(ingest.stream, leg, e.toString(), givenUp);
        }
        listener.received(ingest.stream, leg, datagrams, takenNanos);
    }
}
