package org.dragonfork.dtls.bc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSTransport;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsFailure;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.dragonfork.webrtc.dtls.DtlsRole;
import org.jspecify.annotations.Nullable;

/**
 * One association. The handshake blocks, so it runs on a virtual thread of its own, from the first datagram to the keys;
 * after that there is no thread: alerts and a repeated last flight are a few microseconds each, done by the caller.
 */
final class BcDtlsEndpoint implements DtlsEndpoint {
    private enum Phase {
        IDLE,
        HANDSHAKE,
        ESTABLISHED,
        ENDED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentLinkedQueue<DtlsOutput> outbox = new ConcurrentLinkedQueue<>();
    private final DtlsRole role;
    private final Handshake handshake;
    private final DatagramFilter filter;
    private final DatagramBridge bridge;
    private final HandshakeCounters counters;
    private final ThreadFactory threads;
    private final Runnable wakeup;
    private Phase phase = Phase.IDLE;
    private boolean closed;
    private @Nullable DTLSTransport transport;

    BcDtlsEndpoint(
            DtlsRole role,
            Handshake handshake,
            HandshakeLimits limits,
            HandshakeCounters counters,
            ThreadFactory threads,
            Runnable wakeup) {
        this.role = role;
        this.handshake = handshake;
        this.filter = new DatagramFilter(limits);
        this.bridge = new DatagramBridge(limits, this::transmit);
        this.counters = counters;
        this.threads = threads;
        this.wakeup = wakeup;
    }

    @Override
    public DtlsRole role() {
        return role;
    }

    @Override
    public void start() {
        if (role == DtlsRole.CLIENT) {
            begin();
        }
    }

    private void begin() {
        lock.lock();
        try {
            if (phase == Phase.IDLE) {
                phase = Phase.HANDSHAKE;
                counters.started.increment();
                threads.newThread(this::run).start();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void handleDatagram(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        lock.lock();
        try {
            switch (phase) {
                case IDLE, HANDSHAKE -> admit(bytes, offset, length);
                case ESTABLISHED -> deliver(bytes, offset, length);
                case ENDED -> {}
            }
        } finally {
            lock.unlock();
        }
        wakeIfPollable();
    }

    private void admit(byte[] bytes, int offset, int length) {
        switch (filter.duringHandshake(bytes, offset, length)) {
            case DROP -> counters.dropped.increment();
            case LIMIT -> {
                counters.dropped.increment();
                bridge.stop(this::refuseForLimit);
                begin();
            }
            case PASS -> {
                if (!closed && bridge.offer(Arrays.copyOfRange(bytes, offset, offset + length))) {
                    begin();
                } else {
                    counters.dropped.increment();
                }
            }
        }
    }

    private IOException refuseForLimit() {
        return handshake
                .outcome()
                .refuse(
                        DtlsFailure.LIMIT,
                        AlertDescription.handshake_failure,
                        "the peer sent more than one handshake may take");
    }

    private void deliver(byte[] bytes, int offset, int length) {
        boolean passed = switch (filter.established(bytes, offset, length)) {
            case PASS -> bridge.offer(Arrays.copyOfRange(bytes, offset, offset + length));
            case DROP, LIMIT -> false;
        };
        if (passed) {
            drain();
        } else {
            counters.dropped.increment();
        }
    }

    /** Lets the library see everything that is queued; it answers through the bridge. */
    private void drain() {
        DTLSTransport established = transport;
        if (established == null) {
            return;
        }
        try {
            byte[] ignored = new byte[established.getReceiveLimit()];
            while (true) {
                established.receive(ignored, 0, ignored.length, 0);
            }
        } catch (InterruptedIOException nothingMore) {
            bridge.flush();
            if (handshake.outcome().closedByPeer()) {
                end(new DtlsOutput.PeerClosed());
            }
        } catch (IOException e) {
            bridge.flush();
            end(handshake.outcome().explain(e));
        }
    }

    private void end(DtlsOutput last) {
        outbox.add(last);
        phase = Phase.ENDED;
        transport = null;
    }

    @Override
    public Optional<DtlsOutput> poll() {
        return Optional.ofNullable(outbox.poll());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            switch (phase) {
                case IDLE -> phase = Phase.ENDED;
                case HANDSHAKE ->
                    bridge.stop(() -> {
                        handshake.cancel();
                        return new InterruptedIOException("closed by its owner");
                    });
                case ESTABLISHED -> {
                    sayGoodbye(transport);
                    phase = Phase.ENDED;
                    transport = null;
                }
                case ENDED -> {}
            }
        } finally {
            lock.unlock();
        }
        wakeIfPollable();
    }

    private void sayGoodbye(@Nullable DTLSTransport established) {
        try {
            if (established != null) {
                established.close();
            }
        } catch (IOException e) {
            // The bridge never fails to send; an association that is over already has nothing to say.
        }
        bridge.flush();
    }

    private void run() {
        try {
            DTLSTransport result = handshake.run(bridge);
            bridge.flush();
            complete(result);
        } catch (IOException | RuntimeException e) {
            bridge.flush();
            fail(e);
        } finally {
            counters.ended.increment();
        }
        wakeIfPollable();
    }

    private void complete(DTLSTransport result) {
        lock.lock();
        try {
            if (closed) {
                sayGoodbye(result);
                phase = Phase.ENDED;
                return;
            }
            counters.established.increment();
            outbox.add(new DtlsOutput.Established(handshake.outcome().takeKeys()));
            phase = Phase.ESTABLISHED;
            transport = result;
            bridge.stopWaiting();
            drain();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Exception cause) {
        lock.lock();
        try {
            phase = Phase.ENDED;
            if (!closed) {
                counters.failed.increment();
                outbox.add(handshake.outcome().explain(cause));
            }
        } finally {
            lock.unlock();
        }
    }

    private void transmit(byte[] datagram) {
        outbox.add(new DtlsOutput.Transmit(datagram));
        if (!lock.isHeldByCurrentThread()) {
            wakeup.run();
        }
    }

    private void wakeIfPollable() {
        if (!outbox.isEmpty()) {
            wakeup.run();
        }
    }
}
