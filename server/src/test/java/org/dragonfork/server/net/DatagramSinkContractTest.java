package org.dragonfork.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.server.linux.LinuxHost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way out puts the same datagrams on the wire, to IPv4 and IPv6, from a socket of one family or both. */
class DatagramSinkContractTest {
    private static final List<int[]> RUNS = List.of(
            new int[] {1000, 300}, new int[] {1200, 1200}, new int[] {19_456, 1216}, new int[] {5, 1}, new int[] {
                700, 1216
            });

    static Stream<Arguments> ways() {
        return Stream.of(SinkChoice.GSO, SinkChoice.MMSG, SinkChoice.NIO)
                .filter(way -> way == SinkChoice.NIO || LinuxHost.isSupported())
                .flatMap(way -> Stream.of(
                        Arguments.of(way, "127.0.0.1", "127.0.0.1"),
                        Arguments.of(way, "0.0.0.0", "127.0.0.1"),
                        Arguments.of(way, "::", "127.0.0.1"),
                        Arguments.of(way, "::", "::1"),
                        Arguments.of(way, "::1", "::1")));
    }

    @ParameterizedTest(name = "{0} from {1} to {2}")
    @MethodSource("ways")
    void sendsTheSameDatagrams(SinkChoice way, String from, String to) throws IOException {
        assumeTrue(to.equals("127.0.0.1") || hasIpv6(), "this machine has no IPv6, not even on loopback");
        try (MediaSockets sockets = MediaSockets.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0), way);
                var viewer = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(to), 0));
                var second = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(to), 0))) {
            viewer.setSoTimeout(5_000);
            second.setSoTimeout(5_000);
            DatagramSink sink = sockets.newSink();
            var random = new Random(5);
            byte[] bytes = new byte[20_000];
            for (int[] run : RUNS) {
                random.nextBytes(bytes);
                int datagrams = (run[0] + run[1] - 1) / run[1];
                int[] taken = new int[2];
                var first = new Destination((InetSocketAddress) viewer.getLocalSocketAddress());
                var other = new Destination((InetSocketAddress) second.getLocalSocketAddress());
                sink.gather(bytes, 7, run[0], run[1], first, (count, _) -> taken[0] = count);
                sink.gather(bytes, 9, run[0], run[1], other, (count, _) -> taken[1] = count);
                sink.flush();

                assertThat(taken).containsExactly(datagrams, datagrams);
                assertThat(received(viewer, datagrams, sockets.port())).isEqualTo(expected(bytes, 7, run));
                assertThat(received(second, datagrams, sockets.port())).isEqualTo(expected(bytes, 9, run));
            }
            int[] last = {400, 200};
            assertThat(sink.send(
                            bytes, 0, 400, 200, new Destination((InetSocketAddress) viewer.getLocalSocketAddress())))
                    .isEqualTo(2);
            assertThat(received(viewer, 2, sockets.port())).isEqualTo(expected(bytes, 0, last));
            assertThat(sockets.way()).as("nothing was given up").isEqualTo(way);
        }
    }

    private static List<String> expected(byte[] bytes, int offset, int[] run) {
        var datagrams = new ArrayList<String>();
        for (int at = 0; at < run[0]; at += run[1]) {
            datagrams.add(HexFormat.of()
                    .formatHex(Arrays.copyOfRange(bytes, offset + at, offset + Math.min(run[0], at + run[1]))));
        }
        return datagrams;
    }

    private static List<String> received(DatagramSocket socket, int count, int port) throws IOException {
        var datagrams = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var packet = new DatagramPacket(new byte[2000], 2000);
            socket.receive(packet);
            assertThat(packet.getPort()).isEqualTo(port);
            datagrams.add(HexFormat.of().formatHex(packet.getData(), 0, packet.getLength()));
        }
        return datagrams;
    }

    private static boolean hasIpv6() {
        try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0))) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
