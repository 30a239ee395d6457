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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dragonfork.server.linux.LinuxHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MediaSocketsTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void takesTheBestWayThatWorks() throws IOException {
        try (MediaSockets sockets = MediaSockets.bind(new InetSocketAddress(LOOPBACK, 0), SinkChoice.AUTO)) {
            assertThat(sockets.way()).isEqualTo(LinuxHost.isSupported() ? SinkChoice.GSO : SinkChoice.NIO);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SinkChoice.class,
            names = {"AUTO", "NIO"})
    void portInUseIsOneLineThatSaysWhatToDo(SinkChoice way) throws IOException {
        try (MediaSockets first = MediaSockets.bind(new InetSocketAddress(LOOPBACK, 0), SinkChoice.NIO)) {
            assertThatThrownBy(() -> MediaSockets.bind(new InetSocketAddress(LOOPBACK, first.port()), way))
                    .isInstanceOf(IOException.class)
                    .message()
                    .contains("UDP port " + first.port(), "in use", "--udp")
                    .hasLineCount(1);
        }
    }

    @Test
    void wildcardTakesBothFamiliesAndGivesEachItsOwnAddress() throws Exception {
        for (SinkChoice way : List.of(SinkChoice.AUTO, SinkChoice.NIO)) {
            try (MediaSockets sockets = MediaSockets.bind(new InetSocketAddress(0), way);
                    PublicReader reader = sockets.newPublicReader();
                    var viewer = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
                viewer.send(new DatagramPacket(new byte[100], 100, LOOPBACK, sockets.port()));
                var from = new ArrayList<InetSocketAddress>();
                var lengths = new ArrayList<Integer>();
                while (from.isEmpty()) {
                    reader.receive((_, length, over) -> {
                        lengths.add(length);
                        from.add(over.remote());
                    });
                }
                assertThat(from).containsExactly((InetSocketAddress) viewer.getLocalSocketAddress());
                assertThat(lengths).containsExactly(100);
            }
        }
    }

    @Test
    void readerIsWokenBeforeAndDuringItsWait() throws Exception {
        for (SinkChoice way : List.of(SinkChoice.AUTO, SinkChoice.NIO)) {
            try (MediaSockets sockets = MediaSockets.bind(new InetSocketAddress(LOOPBACK, 0), way);
                    PublicReader reader = sockets.newPublicReader()) {
                reader.wakeup();
                reader.receive((_, _, _) -> {});
                var back = new CountDownLatch(1);
                Thread waiting = Thread.ofPlatform().start(() -> {
                    try {
                        reader.receive((_, _, _) -> {});
                        back.countDown();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
                while (back.getCount() > 0) {
                    reader.wakeup();
                    Thread.onSpinWait();
                }
                assertThat(back.await(5, TimeUnit.SECONDS)).isTrue();
                waiting.join();
            }
        }
    }

    @Test
    void smallBuffersAreSaidWithTheSettingThatHelps() {
        assertThat(MediaSockets.warnings(MediaSockets.BUFFER, MediaSockets.BUFFER))
                .isEmpty();
        assertThat(MediaSockets.warnings(212_992, MediaSockets.BUFFER))
                .singleElement()
                .asString()
                .contains("send buffer of 208 KiB instead of 4096", "sysctl -w net.core.wmem_max=4194304");
        assertThat(MediaSockets.warnings(MediaSockets.BUFFER, 212_992))
                .singleElement()
                .asString()
                .contains("receive buffer of 208 KiB", "sysctl -w net.core.rmem_max=4194304");
    }

    @Test
    void tellsTheBuffersThatTheKernelGave() throws IOException {
        for (SinkChoice way : List.of(SinkChoice.AUTO, SinkChoice.NIO)) {
            try (MediaSockets sockets = MediaSockets.bind(new InetSocketAddress(LOOPBACK, 0), way)) {
                assertThat(sockets.sendBuffer()).isBetween(4 << 10, MediaSockets.BUFFER);
                assertThat(sockets.receiveBuffer()).isBetween(4 << 10, MediaSockets.BUFFER);
            }
        }
    }
}
