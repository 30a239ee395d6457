package org.dragonfork.server.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel tells and takes the address of this machine; the whole of 127.0.0.0/8 is its own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "IP_PKTINFO and 127.0.0.2 are things of Linux")
class SourceAddressTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress NINE = InetAddress.ofLiteral("127.0.0.9");
    private static final int SEGMENT = 200;

    private static UdpSocket wildcard(String any) throws IOException {
        return UdpSocket.open(new InetSocketAddress(InetAddress.ofLiteral(any), 0), 1 << 20);
    }

    private static int port(UdpSocket socket) {
        return socket.address().getPort();
    }

    private static InetSocketAddress at(DatagramSocket viewer) {
        return (InetSocketAddress) viewer.getLocalSocketAddress();
    }

    private static DatagramSocket viewer() throws IOException {
        var viewer = new DatagramSocket(new InetSocketAddress(ONE, 0));
        viewer.setSoTimeout(5_000);
        return viewer;
    }

    private static List<InetAddress> sources(DatagramSocket viewer, int count) throws IOException {
        var sources = new ArrayList<InetAddress>();
        for (int i = 0; i < count; i++) {
            var packet = new DatagramPacket(new byte[2048], 2048);
            viewer.receive(packet);
            sources.add(packet.getAddress());
        }
        return sources;
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "0.0.0.0"})
    void tellsToWhichAddressADatagramCame(String any) throws IOException {
        try (UdpSocket socket = wildcard(any);
                DatagramSocket viewer = viewer();
                Epoll arrival = new Epoll()) {
            arrival.add(socket, 0);
            var batch = new ReceiveBatch(4, 2048);
            for (InetAddress asked : List.of(NINE, ONE, NINE)) {
                viewer.send(new DatagramPacket(new byte[10], 10, asked, port(socket)));
                assertThat(arrival.await(5_000)).isEqualTo(1);
                assertThat(batch.receive(socket)).isEqualTo(1);
                assertThat(batch.local(0)).isEqualTo(asked);
                assertThat(batch.from(0)).isEqualTo(viewer.getLocalSocketAddress());
            }
        }
    }

    @Test
    void socketOfOneAddressTellsNothing() throws IOException {
        try (UdpSocket socket = UdpSocket.bind(new InetSocketAddress(ONE, 0), 1 << 16);
                DatagramSocket viewer = viewer();
                Epoll arrival = new Epoll()) {
            arrival.add(socket, 0);
            viewer.send(new DatagramPacket(new byte[10], 10, ONE, port(socket)));
            assertThat(arrival.await(5_000)).isEqualTo(1);
            var batch = new ReceiveBatch(4, 2048);
            assertThat(batch.receive(socket)).isEqualTo(1);
            assertThat(batch.local(0)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "0.0.0.0"})
    void runsLeaveFromTheAddressOfTheirPairSegmentedAndSingly(String any) throws IOException {
        try (UdpSocket socket = wildcard(any);
                DatagramSocket viewer = viewer();
                DatagramSocket other = viewer()) {
            for (boolean segmenting : new boolean[] {true, false}) {
                socket.segment(segmenting);
                var sink = LinuxDatagramSink.on(socket);
                byte[] run = new byte[3 * SEGMENT + 50];
                int[] taken = new int[3];
                // The second one is given no address, in the same call and in the slots that had one before.
                for (int i = 0; i < 2; i++) {
                    sink.gather(
                            run,
                            0,
                            run.length,
                            SEGMENT,
                            new Destination(new CandidatePair(NINE, at(viewer))),
                            (count, _) -> taken[0] += count);
                    sink.gather(
                            run, 0, run.length, SEGMENT, new Destination(at(other)), (count, _) -> taken[1] += count);
                    sink.flush();
                    sink.gather(
                            run, 0, run.length, SEGMENT, new Destination(at(other)), (count, _) -> taken[1] += count);
                    sink.gather(
                            run,
                            0,
                            50,
                            50,
                            new Destination(new CandidatePair(NINE, at(viewer))),
                            (count, _) -> taken[2] += count);
                    sink.flush();
                }
                assertThat(taken).containsExactly(8, 16, 2);
                assertThat(socket.isSegmenting()).isEqualTo(segmenting);
                assertThat(sources(viewer, 10)).containsOnly(NINE);
                assertThat(sources(other, 16)).containsOnly(ONE);
            }
        }
    }

    /** An address may go while a viewer is there; that is no reason to give up segmenting for the others. */
    @Test
    void addressThatIsNoLongerOursCostsOnlyItsOwnDatagrams() throws IOException {
        try (UdpSocket socket = wildcard("::");
                DatagramSocket viewer = viewer();
                DatagramSocket other = viewer()) {
            socket.segment(true);
            var sink = LinuxDatagramSink.on(socket);
            byte[] run = new byte[3 * SEGMENT];
            int[] taken = {-1, -1};
            var gone = new CandidatePair(InetAddress.ofLiteral("192.0.2.77"), at(viewer));
            for (int i = 0; i < 5; i++) {
                sink.gather(run, 0, run.length, SEGMENT, new Destination(gone), (count, _) -> taken[0] = count);
                sink.gather(run, 0, run.length, SEGMENT, new Destination(at(other)), (count, _) -> taken[1] = count);
                sink.flush();
                assertThat(taken).containsExactly(0, 3);
            }
            assertThat(socket.isSegmenting()).isTrue();
            assertThat(sink.counts().unreachable()).isEqualTo(15);
        }
    }

    @Test
    void nothingIsAllocatedPerDatagramWithASource() throws IOException {
        try (UdpSocket socket = wildcard("::");
                DatagramSocket viewer = viewer()) {
            socket.segment(true);
            // A full buffer is counted, and what is counted is published: this kernel takes everything.
            var sink = new LinuxDatagramSink(socket, (_, count) -> count);
            assertThat(Allocations.perDatagram(sink, new Destination(new CandidatePair(NINE, at(viewer))), SEGMENT))
                    .isLessThan(0.1);
        }
    }
}
