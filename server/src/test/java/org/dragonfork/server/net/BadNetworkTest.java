package org.dragonfork.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.Destination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One viewer behind a network that loses packets, or that is far too slow, and one beside it that must not notice. Real
 * networks: a namespace and a pair of virtual cables, made for the test and taken away again.
 */
class BadNetworkTest {
    private static final String HERE = NetworkNamespace.ip(0, 1);
    private static final String THERE = NetworkNamespace.ip(0, 2);
    private static final int PORT = 42_000;
    private static final int FRAMES = 300;
    private static final int PACKETS = 11;
    private static final int PACKET = 1216;

    private NetworkNamespace network;

    @BeforeEach
    void makeNetwork() throws Exception {
        network = NetworkNamespace.make();
        network.cable(HERE + "/24", THERE + "/24");
    }

    @AfterEach
    void removeNetwork() throws Exception {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void viewerThatLosesAFifthOfItsPacketsDoesNotDisturbItsNeighbour() throws Exception {
        assumeTrue(
                network.inside(
                        "iptables",
                        "-A",
                        "INPUT",
                        "-p",
                        "udp",
                        "-m",
                        "statistic",
                        "--mode",
                        "random",
                        "--probability",
                        "0.2",
                        "-j",
                        "DROP"),
                "iptables cannot lose packets at random here");
        Process far = receiver();
        try (MediaSockets sockets = MediaSockets.bind(address(HERE, 0), SinkChoice.AUTO);
                var near = new DatagramSocket(address(HERE, 0))) {
            near.setReceiveBufferSize(4 << 20);
            DatagramSink sink = sockets.newSink();
            long[] taken = new long[2];
            int nearCame = 0;
            for (int i = 0; i < FRAMES; i++) {
                frame(sink, address(THERE, PORT), (InetSocketAddress) near.getLocalSocketAddress(), taken);
                nearCame += drain(near, PACKETS);
            }

            assertThat(nearCame).as("the neighbour gets everything").isEqualTo(FRAMES * PACKETS);
            assertThat(taken).containsExactly((long) FRAMES * PACKETS, (long) FRAMES * PACKETS);
            assertThat(sockets.way())
                    .as("loss is no reason to give up segmenting")
                    .isEqualTo(SinkChoice.GSO);
            assertThat(count(far) / (double) (FRAMES * PACKETS)).isBetween(0.7, 0.9);
        } finally {
            far.destroyForcibly();
        }
    }

    @Test
    void lineThatTakesNothingMoreFillsTheBufferAndEveryDropIsCounted() throws Exception {
        assumeTrue(
                NetworkNamespace.runs(
                        "tc",
                        "qdisc",
                        "add",
                        "dev",
                        network.nearEnd(),
                        "root",
                        "tbf",
                        "rate",
                        "1mbit",
                        "burst",
                        "3000",
                        "limit",
                        "20000000"),
                "tc cannot make a line slow here");
        // With an address of its own the far side needs no program: what is sent waits in the queue of the cable.
        try (MediaSockets sockets = MediaSockets.bind(address(HERE, 0), SinkChoice.AUTO)) {
            DatagramSink sink = sockets.newSink();
            long[] taken = new long[2];
            int frames = 2 * sockets.sendBuffer() / (PACKETS * PACKET);
            long started = System.nanoTime();
            for (int i = 0; i < frames; i++) {
                frame(sink, address(THERE, PORT), address(THERE, PORT + 1), taken);
            }
            long millis = (System.nanoTime() - started) / 1_000_000;

            long wanted = 2L * frames * PACKETS;
            assertThat(taken[0] + taken[1]).isPositive().isLessThan(wanted);
            assertThat(sink.counts().full()).isEqualTo(wanted - taken[0] - taken[1]);
            assertThat(sink.counts().retries()).isPositive();
            // At 1 Mbit/s all of it would take minutes: nobody waited for the line.
            assertThat(millis).isLessThan(20_000);
        }
    }

    @Test
    void viewerThatVanishedIsNoMatterToItsNeighbour() throws Exception {
        try (MediaSockets sockets = MediaSockets.bind(address(HERE, 0), SinkChoice.AUTO);
                var near = new DatagramSocket(address(HERE, 0))) {
            near.setReceiveBufferSize(4 << 20);
            DatagramSink sink = sockets.newSink();
            long[] taken = new long[2];
            int nearCame = 0;
            for (int i = 0; i < FRAMES; i++) {
                if (i == FRAMES / 3) {
                    // Nobody listens at the port any more, and then the cable is cut.
                    assertThat(network.inside("ip", "link", "set", network.farEnd(), "down"))
                            .isTrue();
                }
                frame(sink, address(THERE, PORT), (InetSocketAddress) near.getLocalSocketAddress(), taken);
                nearCame += drain(near, PACKETS);
            }
            assertThat(nearCame).isEqualTo(FRAMES * PACKETS);
            assertThat(taken[1]).isEqualTo((long) FRAMES * PACKETS);
        }
    }

    private static void frame(DatagramSink sink, InetSocketAddress one, InetSocketAddress other, long[] taken) {
        byte[] run = new byte[PACKETS * PACKET];
        sink.gather(run, 0, run.length, PACKET, new Destination(one), (count, _) -> taken[0] += count);
        sink.gather(run, 0, run.length, PACKET, new Destination(other), (count, _) -> taken[1] += count);
        sink.flush();
    }

    private static int drain(DatagramSocket socket, int most) throws IOException {
        socket.setSoTimeout(2_000);
        int count = 0;
        try {
            while (count < most) {
                socket.receive(new DatagramPacket(new byte[2048], 2048));
                count++;
            }
        } catch (SocketTimeoutException _) {
            // The caller counts.
        }
        return count;
    }

    private static InetSocketAddress address(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }

    private Process receiver() throws IOException {
        Process process = network.java(NamespaceReceiver.class, THERE, Integer.toString(PORT))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader(StandardCharsets.US_ASCII).readLine()).isEqualTo("ready");
        return process;
    }

    private static int count(Process receiver) throws IOException {
        BufferedReader lines = receiver.inputReader(StandardCharsets.US_ASCII);
        return Integer.parseInt(lines.readLine());
    }
}
