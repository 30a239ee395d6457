package org.dragonfork.dtls.bc;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.dtls.DtlsEndpoint;
import org.dragonfork.webrtc.dtls.DtlsEndpointFactory;
import org.dragonfork.webrtc.dtls.DtlsOutput;
import org.jspecify.annotations.Nullable;

/** One server endpoint behind a real socket; the test's thread owns it, another one only receives. */
final class LoopbackServer implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final DatagramPacket WAKEUP = new DatagramPacket(new byte[0], 0);

    private final BlockingQueue<DatagramPacket> events = new LinkedBlockingQueue<>();
    private final List<DtlsOutput> outputs = new ArrayList<>();
    private final DatagramSocket socket;
    private final DtlsEndpoint endpoint;
    private @Nullable SocketAddress peer;

    LoopbackServer(DtlsEndpointFactory factory, Set<CertificateFingerprint> accepted) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        endpoint = factory.server(accepted, () -> events.add(WAKEUP));
        Thread.ofVirtual().start(this::receive);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Runs the endpoint until it wants something of this kind. */
    DtlsOutput await(Class<? extends DtlsOutput> kind) throws IOException, InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            for (Optional<DtlsOutput> next = endpoint.poll(); next.isPresent(); next = endpoint.poll()) {
                outputs.add(next.get());
                if (next.get() instanceof DtlsOutput.Transmit(byte[] datagram) && peer != null) {
                    socket.send(new DatagramPacket(datagram, datagram.length, peer));
                }
                if (kind.isInstance(next.get())) {
                    return next.get();
                }
            }
            DatagramPacket event = events.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("waited in vain for " + kind.getSimpleName() + "; so far " + outputs);
            }
            if (event.getLength() > 0) {
                peer = event.getSocketAddress();
                endpoint.handleDatagram(event.getData(), 0, event.getLength());
            }
        }
    }

    private void receive() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                socket.receive(packet);
                events.add(packet);
            }
        } catch (SocketException closed) {
            events.add(WAKEUP);
        } catch (IOException e) {
            throw new IllegalStateException("the loopback socket broke", e);
        }
    }

    @Override
    public void close() {
        endpoint.close();
        socket.close();
    }
}
