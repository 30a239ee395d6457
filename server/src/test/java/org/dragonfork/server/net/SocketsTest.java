package org.dragonfork.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.junit.jupiter.api.Test;

class SocketsTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void runLeavesAsSeparateDatagramsInOrder() throws IOException {
        try (var socket = NioSockets.bind(new InetSocketAddress(LOOPBACK, 0));
                var viewer = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            viewer.setSoTimeout(5_000);
            var sink = socket.newSink();
            byte[] run = new byte[1000];
            for (int i = 0; i < run.length; i++) {
                run[i] = (byte) (i / 300);
            }
            assertThat(sink.send(
                            run, 0, 1000, 300, new Destination((InetSocketAddress) viewer.getLocalSocketAddress())))
                    .isEqualTo(4);

            List<Integer> lengths = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                var packet = new DatagramPacket(new byte[2000], 2000);
                viewer.receive(packet);
                lengths.add(packet.getLength());
                assertThat(packet.getData()[0]).isEqualTo((byte) i);
                assertThat(packet.getPort()).isEqualTo(socket.port());
            }
            assertThat(lengths).containsExactly(300, 300, 300, 100);
            assertThat(sink.counts().full() + sink.counts().unreachable()).isZero();
        }
    }

    @Test
    void sinkCountsWhatTheSystemDoesNotTake() throws IOException {
        try (var socket = NioSockets.bind(new InetSocketAddress(LOOPBACK, 0))) {
            var sink = socket.newSink();
            // Bound to loopback, it has no way to anywhere else.
            int taken = sink.send(
                    new byte[100],
                    0,
                    100,
                    100,
                    new Destination(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9)));
            assertThat(taken).isZero();
            assertThat(sink.counts().unreachable()).isEqualTo(1);
        }
    }

    @Test
    void publicPortInUseIsOneLineThatSaysWhatToDo() throws IOException {
        try (var first = NioSockets.bind(new InetSocketAddress(LOOPBACK, 0))) {
            assertThatThrownBy(() -> MediaSockets.bind(new InetSocketAddress(LOOPBACK, first.port()), SinkChoice.NIO))
                    .isInstanceOf(IOException.class)
                    .message()
                    .contains("UDP port " + first.port(), "--udp")
                    .hasLineCount(1);
        }
    }

    @Test
    void legPortInUseIsToldFromOneThatIsFree() {
        Optional<LegSocket> first = Optional.empty();
        int port = 40_900;
        while (first.isEmpty()) {
            first = NioLegSocket.bind(++port);
        }
        try (LegSocket bound = first.get()) {
            assertThat(bound.port()).isEqualTo(port);
            assertThat(NioLegSocket.bind(port)).isEmpty();
        }
        Optional<LegSocket> again = NioLegSocket.bind(port);
        assertThat(again).isPresent();
        again.ifPresent(LegSocket::close);
    }

    @Test
    void configuredAddressesReplaceThoseOfTheMachine() throws IOException {
        var outside = InetAddress.ofLiteral("203.0.113.7");
        assertThat(HostCandidates.collect(List.of(outside), InetAddress.ofLiteral("0.0.0.0"), 8189))
                .extracting(IceCandidate::address)
                .containsExactly(new InetSocketAddress(outside, 8189));
    }

    @Test
    void boundAddressIsTheOnlyCandidate() throws IOException {
        assertThat(HostCandidates.collect(List.of(), LOOPBACK, 8189))
                .extracting(IceCandidate::address)
                .containsExactly(new InetSocketAddress(LOOPBACK, 8189));
    }

    @Test
    void wildcardNeverGivesLoopbackBesidesOthersOrNothingAtAll() throws IOException {
        var found = HostCandidates.atLeastLoopback(List.of(), InetAddress.ofLiteral("0.0.0.0"), 8189);
        assertThat(found).isNotEmpty();
        if (found.size() > 1) {
            assertThat(found)
                    .noneMatch(candidate -> candidate.address().getAddress().isLoopbackAddress());
        }
        assertThat(found).extracting(IceCandidate::priority).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }
}
