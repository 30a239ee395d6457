package org.dragonfork.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dragonfork.egress.CandidateSource;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunReader;
import org.dragonfork.webrtc.stun.StunWriter;
import org.junit.jupiter.api.Test;

/** The search for the outside over real sockets, with a STUN server of the test's own. */
class GatheredCandidatesTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.9"), 8189);
    private static final IceCandidate HOST =
            new IceCandidate(new InetSocketAddress(InetAddress.ofLiteral("192.168.1.5"), 8189), 65_535);

    /** Answers every request with one address, as seen from a NAT. */
    private static final class StunServer implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));

        StunServer() throws SocketException {
            Thread.ofVirtual().start(this::run);
        }

        private void run() {
            var packet = new DatagramPacket(new byte[1500], 1500);
            try {
                while (true) {
                    socket.receive(packet);
                    StunMessage request = StunReader.read(packet.getData(), 0, packet.getLength())
                            .orElseThrow();
                    byte[] answer = StunWriter.write(StunMessage.binding(
                            StunClass.SUCCESS,
                            request.transactionId(),
                            List.of(new StunAttribute.XorMappedAddress(OUTSIDE))));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                assertThat(socket.isClosed()).as(closed.toString()).isTrue();
            }
        }

        InetSocketAddress address() {
            return InetSocketAddress.createUnresolved("127.0.0.1", socket.getLocalPort());
        }

        @Override
        public void close() {
            // Ends the thread, too.
            socket.close();
        }
    }

    @Test
    void whatAServerSeesIsAnnouncedBehindTheOwnAddresses() throws Exception {
        try (var server = new StunServer()) {
            assertThat(gathered(List.of(HOST), server.address(), Duration.ofSeconds(30)))
                    .extracting(IceCandidate::address)
                    .containsExactly(HOST.address(), OUTSIDE);
        }
    }

    @Test
    void aServerIsEnoughForAMachineWithoutAnAddress() throws Exception {
        try (var server = new StunServer()) {
            assertThat(gathered(List.of(), server.address(), Duration.ofSeconds(30)))
                    .extracting(IceCandidate::address)
                    .containsExactly(OUTSIDE);
        }
    }

    @Test
    void aSilentServerLeavesTheOwnAddresses() throws Exception {
        try (var silent = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            var address = InetSocketAddress.createUnresolved("127.0.0.1", silent.getLocalPort());
            assertThat(gathered(List.of(HOST), address, Duration.ofMillis(200))).containsExactly(HOST);
        }
    }

    @Test
    void aSilentServerAndNoAddressLeaveNothing() throws Exception {
        try (var silent = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            var address = InetSocketAddress.createUnresolved("127.0.0.1", silent.getLocalPort());
            assertThat(gathered(List.of(), address, Duration.ofMillis(200))).isEmpty();
        }
    }

    private static List<IceCandidate> gathered(List<IceCandidate> hosts, InetSocketAddress server, Duration timeout)
            throws IOException {
        try (var sockets = NioSockets.bind(new InetSocketAddress(LOOPBACK, 0));
                var gathering = new GatheredCandidates(
                        CandidateSource.of(hosts), List.of(server), sockets.newSink(), timeout, new Random(9));
                var demultiplexer = new Demultiplexer(sockets, (_, _, _) -> false, Optional.of(gathering))) {
            demultiplexer.start();
            gathering.start();
            List<IceCandidate> found = gathering.gather();
            assertThat(demultiplexer.strays()).isZero();
            return found;
        }
    }
}
