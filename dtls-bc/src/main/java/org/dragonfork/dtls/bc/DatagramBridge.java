package org.dragonfork.dtls.bc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * The socket that the library believes it has: a short queue in, a consumer out. Records that the library sends one by
 * one leave as one datagram where they fit, so a flight is lost or arrives as a whole.
 *
 * <p>Threads: {@link #offer}, {@link #stop} and {@link #stopWaiting} from any thread, the rest from the one that runs
 * the library.
 */
final class DatagramBridge implements DatagramTransport {
    /** With IPv6 and UDP headers and a small tunnel it fits the MTU that every IPv6 link has (RFC 8200 section 5: 1280). */
    static final int SEND_LIMIT = 1200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int receiveLimit;
    private final int queueLength;
    private final Consumer<byte[]> transmit;
    private ArrayDeque<byte[]> inbox = new ArrayDeque<>();
    private byte @Nullable [] unsent;
    private @Nullable Stop stop;
    private boolean waiting = true;

    /** What ends a handshake from outside, run on the library's thread; throws what the library shall unwind with. */
    interface Stop {
        IOException unwind() throws IOException;
    }

    DatagramBridge(HandshakeLimits limits, Consumer<byte[]> transmit) {
        this.receiveLimit = limits.bytesPerDatagram();
        this.queueLength = limits.queueLength();
        this.transmit = transmit;
    }

    /** Queues a datagram, which is not copied; false when the queue is full. */
    boolean offer(byte[] datagram) {
        lock.lock();
        try {
            if (inbox.size() >= queueLength) {
                return false;
            }
            inbox.add(datagram);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Makes the library's next or present wait end. The first reason stays. */
    void stop(Stop reason) {
        lock.lock();
        try {
            if (stop == null) {
                stop = reason;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** From now on an empty queue ends {@link #receive} at once with {@link NothingMore}. */
    void stopWaiting() {
        lock.lock();
        try {
            waiting = false;
            inbox = new ArrayDeque<>(inbox);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int getReceiveLimit() {
        return receiveLimit;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    /** Waits up to {@code waitMillis}, 0 for ever; -1 when nothing came. */
    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        flush();
        byte[] datagram = next(waitMillis);
        if (datagram == null) {
            return -1;
        }
        System.arraycopy(datagram, 0, buffer, offset, Math.min(datagram.length, length));
        return datagram.length;
    }

    private byte @Nullable [] next(int waitMillis) throws IOException {
        Stop reason;
        lock.lock();
        try {
            long nanos = waitMillis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(waitMillis);
            while (inbox.isEmpty() && stop == null && waiting && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            reason = stop;
            if (reason == null) {
                if (inbox.isEmpty() && !waiting) {
                    throw new NothingMore();
                }
                return inbox.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a datagram");
        } finally {
            lock.unlock();
        }
        throw reason.unwind();
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        byte[] before = unsent;
        if (before != null && before.length + length > SEND_LIMIT) {
            flush();
            before = null;
        }
        if (before == null) {
            unsent = Arrays.copyOfRange(buffer, offset, offset + length);
            return;
        }
        byte[] joined = Arrays.copyOf(before, before.length + length);
        System.arraycopy(buffer, offset, joined, before.length, length);
        unsent = joined;
    }

    /** Lets go what was sent since the last wait. */
    void flush() {
        byte[] datagram = unsent;
        unsent = null;
        if (datagram != null) {
            transmit.accept(datagram);
        }
    }

    /** The library calls this after its last alert; there is no socket to close. */
    @Override
    public void close() {}

    /** No datagram is queued and nobody waits for one; carries no stack trace, as it ends every call. */
    static final class NothingMore extends InterruptedIOException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
