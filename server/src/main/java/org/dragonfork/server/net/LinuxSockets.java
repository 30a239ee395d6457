package org.dragonfork.server.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.server.linux.LinuxDatagramSink;
import org.dragonfork.server.linux.UdpSocket;

/** Sockets of Linux by their descriptors: many datagrams in one call. */
public final class LinuxSockets implements MediaSockets {
    private final UdpSocket socket;

    private LinuxSockets(UdpSocket socket) {
        this.socket = socket;
    }

    static LinuxSockets bind(InetSocketAddress address, boolean segmenting) throws IOException {
        UdpSocket socket = UdpSocket.bind(address, BUFFER);
        socket.segment(segmenting);
        return new LinuxSockets(socket);
    }

    @Override
    public int port() {
        return socket.address().getPort();
    }

    @Override
    public SinkChoice way() {
        return socket.isSegmenting() ? SinkChoice.GSO : SinkChoice.MMSG;
    }

    @Override
    public DatagramSink newSink() {
        return LinuxDatagramSink.on(socket);
    }

    @Override
    public LegReader newLegReader(EgressClock clock) throws IOException {
        return new LinuxLegReader(clock);
    }

    @Override
    public PublicReader newPublicReader() throws IOException {
        return new LinuxPublicReader(socket);
    }

    @Override
    public Optional<LegSocket> bindLeg(int port) {
        try {
            return Optional.of(new LinuxLegSocket(
                    UdpSocket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BUFFER)));
        } catch (BindException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a UDP socket for a leg", e);
        }
    }

    @Override
    public int sendBuffer() {
        return socket.sendBuffer();
    }

    @Override
    public int receiveBuffer() {
        return socket.receiveBuffer();
    }

    @Override
    public void close() {
        socket.close();
    }
}
