package org.dragonfork.dtls.bc;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsOutput;

/** Waits for what one endpoint wants, and reads the plain handshake messages of a datagram that it sends. */
final class Flight {
    static final int SERVER_HELLO = 2;
    static final int SERVER_KEY_EXCHANGE = 12;
    private static final int RECORD_HEADER = 13;
    private static final int FRAGMENT_HEADER = 12;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Semaphore wakeups = new Semaphore(0);
    private final List<DtlsOutput> outputs = new ArrayList<>();

    /** The wake-up to make the endpoint with. */
    Runnable wakeup() {
        return wakeups::release;
    }

    List<DtlsOutput> outputs() {
        return List.copyOf(outputs);
    }

    /** The first output that {@code wanted} accepts. */
    DtlsOutput await(DtlsEndpoint endpoint, Predicate<DtlsOutput> wanted) throws InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            Optional<DtlsOutput> next = endpoint.poll();
            if (next.isPresent()) {
                outputs.add(next.get());
                if (wanted.test(next.get())) {
                    return next.get();
                }
            } else if (!wakeups.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("waited in vain; so far " + outputs);
            }
        }
    }

    byte[] awaitDatagram(DtlsEndpoint endpoint) throws InterruptedException {
        return ((DtlsOutput.Transmit) await(endpoint, DtlsOutput.Transmit.class::isInstance)).datagram();
    }

    DtlsOutput.Failed awaitFailure(DtlsEndpoint endpoint) throws InterruptedException {
        return (DtlsOutput.Failed) await(endpoint, DtlsOutput.Failed.class::isInstance);
    }

    /** Body by message type; every message must be whole. */
    static Map<Integer, ByteBuffer> messages(byte[] datagram) {
        Map<Integer, ByteBuffer> messages = new LinkedHashMap<>();
        ByteBuffer in = ByteBuffer.wrap(datagram);
        while (in.hasRemaining()) {
            int at = in.position();
            int length = in.getShort(at + 11) & 0xFFFF;
            if (in.get(at) == 22) {
                int type = in.get(at + RECORD_HEADER);
                messages.put(type, in.slice(at + RECORD_HEADER + FRAGMENT_HEADER, length - FRAGMENT_HEADER));
            }
            in.position(at + RECORD_HEADER + length);
        }
        return messages;
    }
}
