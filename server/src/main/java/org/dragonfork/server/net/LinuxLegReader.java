package org.dragonfork.server.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.egress.stream.PacketRing;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.server.linux.Epoll;
import org.dragonfork.server.linux.ReceiveBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at an epoll and takes all that a leg has in one call. */
final class LinuxLegReader implements LegReader {
    private static final Logger LOG = LoggerFactory.getLogger(LinuxLegReader.class);

    private final EgressClock clock;
    private final Epoll epoll = new Epoll();
    private final ReceiveBatch batch = new ReceiveBatch(MAX_BATCH, PacketRing.SLOT_SIZE);
    /** By token; a free place is nothing. */
    private final List<@Nullable Ingest> ingests = new ArrayList<>();

    private int ready;

    private static final class Ingest {
        private final StreamId stream;
        private final RtpLeg leg;
        private final LinuxLegSocket socket;
        /** Reads that failed since the last one that did not. */
        private int failures;

        Ingest(StreamId stream, RtpLeg leg, LinuxLegSocket socket) {
            this.stream = stream;
            this.leg = leg;
            this.socket = socket;
        }
    }

    LinuxLegReader(EgressClock clock) throws IOException {
        this.clock = clock;
    }

    @Override
    public void add(StreamId stream, RtpLeg leg, LegSocket socket) throws IOException {
        if (socket instanceof LinuxLegSocket linux) {
            int token = ingests.indexOf(null);
            if (token < 0) {
                token = ingests.size();
                ingests.add(null);
            }
            ingests.set(token, new Ingest(stream, leg, linux));
            epoll.add(linux.socket(), token);
        }
    }

    @Override
    public void remove(LegSocket socket) {
        for (int i = 0; i < ingests.size(); i++) {
            Ingest ingest = ingests.get(i);
            if (ingest != null && ingest.socket.equals(socket)) {
                ingests.set(i, null);
                forget(ingest);
            }
        }
    }

    @Override
    public void await(long nanos) throws IOException {
        ready = epoll.await(LegReader.millis(nanos));
    }

    @Override
    public void receive(Listener listener) {
        int count = ready;
        ready = 0;
        for (int i = 0; i < count; i++) {
            Ingest ingest = ingests.get(epoll.token(i));
            if (ingest != null) {
                receive(ingest, listener);
            }
        }
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public void close() {
        epoll.close();
    }

    private void receive(Ingest ingest, Listener listener) {
        RtpLeg leg = ingest.leg;
        int count = 0;
        long nowNanos = clock.nanos();
        try {
            count = batch.receive(ingest.socket.socket());
            long unixNanos = clock.unixNanos();
            for (int i = 0; i < count; i++) {
                batch.copy(i, leg.nextSlot());
                leg.accept(batch.length(i), nowNanos, unixNanos);
            }
            ingest.failures = 0;
        } catch (IOException e) {
            boolean givenUp = ++ingest.failures == MAX_FAILURES;
            if (givenUp) {
                remove(ingest.socket);
            }
            listener.broken(ingest.stream, leg, String.valueOf(e.getMessage()), givenUp);
        }
        listener.received(ingest.stream, leg, count, nowNanos);
    }

    private void forget(Ingest ingest) {
        try {
            epoll.remove(ingest.socket.socket());
        } catch (IOException e) {
            LOG.debug("leg port {} could not be taken out: {}", ingest.socket.port(), e.toString());
        }
    }
}
