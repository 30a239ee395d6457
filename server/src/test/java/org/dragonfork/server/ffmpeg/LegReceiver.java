package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The receiving end of one leg: a loopback socket that keeps what comes. */
final class LegReceiver implements AutoCloseable {
    final List<byte[]> datagrams = new CopyOnWriteArrayList<>();
    private final DatagramSocket socket;

    LegReceiver() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.setReceiveBufferSize(4 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::receive);
    }

    int port() {
        return socket.getLocalPort();
    }

    List<byte[]> rtp() {
        return datagrams.stream().filter(Predicate.not(LegReceiver::isRtcp)).toList();
    }

    List<byte[]> senderReports() {
        return datagrams.stream()
                .filter(datagram -> isRtcp(datagram) && (datagram[1] & 0xff) == 200)
                .toList();
    }

    void awaitRtp(int packets) {
        Await.until(packets + " RTP packets came", Duration.ofSeconds(10), () -> rtp().size() >= packets);
    }

    /** NTP time of the first sender report minus the media time it names, counted from the first RTP packet: seconds. */
    double secondsOfFirstPacket(int clockRate) {
        ByteBuffer report = ByteBuffer.wrap(senderReports().getFirst());
        double ntp = Integer.toUnsignedLong(report.getInt(8)) + Integer.toUnsignedLong(report.getInt(12)) / 0x1p32;
        int first = ByteBuffer.wrap(rtp().getFirst()).getInt(4);
        return ntp - (double) (report.getInt(16) - first) / clockRate;
    }

    /** NAL unit types of each picture (packets of one time stamp), in the order they came; a fragmented one counts once. */
    List<List<Integer>> pictures() {
        List<List<Integer>> pictures = new ArrayList<>();
        int before = 0;
        for (byte[] packet : rtp()) {
            int timestamp = ByteBuffer.wrap(packet).getInt(4);
            if (pictures.isEmpty() || timestamp != before) {
                pictures.add(new ArrayList<>());
            }
            before = timestamp;
            pictures.getLast().addAll(nalTypes(packet));
        }
        return pictures;
    }

    /** The first sequence parameter set, from its NAL unit header on. */
    byte[] firstSps() {
        for (byte[] packet : rtp()) {
            for (byte[] unit : wholeUnits(packet)) {
                if ((unit[0] & 0x1f) == 7) {
                    return unit;
                }
            }
        }
        throw new AssertionError("no SPS came");
    }

    private static boolean isRtcp(byte[] datagram) {
        int type = datagram[1] & 0xff;
        return type >= 192 && type <= 223;
    }

    // RFC 6184: single unit, STAP-A (24), FU-A (28).
    private static List<Integer> nalTypes(byte[] packet) {
        if ((packet[12] & 0x1f) == 28) {
            return (packet[13] & 0x80) != 0 ? List.of(packet[13] & 0x1f) : List.of();
        }
        return wholeUnits(packet).stream().map(unit -> unit[0] & 0x1f).toList();
    }

    private static List<byte[]> wholeUnits(byte[] packet) {
        int type = packet[12] & 0x1f;
        if (type == 28) {
            return List.of();
        }
        if (type != 24) {
            return List.of(Arrays.copyOfRange(packet, 12, packet.length));
        }
        List<byte[]> units = new ArrayList<>();
        int at = 13;
        while (at + 2 < packet.length) {
            int length = (packet[at] & 0xff) << 8 | (packet[at + 1] & 0xff);
            units.add(Arrays.copyOfRange(packet, at + 2, at + 2 + length));
            at += 2 + length;
        }
        return units;
    }

    private void receive() {
        byte[] buffer = new byte[65536];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                datagrams.add(Arrays.copyOf(buffer, packet.getLength()));
            } catch (IOException _) {
                return;
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
