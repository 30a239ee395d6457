package org.dragonfork.server.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.dragonfork.egress.media.LegSocket;

/** The socket of a leg: UDP on the IPv4 loopback address, so nobody outside can feed a stream. */
final class NioLegSocket implements LegSocket {
    /** A key frame of a large stream arrives as one burst; FFmpeg does not pace. */
    private static final int RECEIVE_BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final int port;

    private NioLegSocket(DatagramChannel channel, int port) {
        this.channel = channel;
        this.port = port;
    }

    /** Binds, at port 0 to one that the system chooses; nothing when another program has the port. */
    static Optional<LegSocket> bind(int port) {
        try {
            DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
            try {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
                channel.configureBlocking(false);
                channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
                var bound = (InetSocketAddress) channel.getLocalAddress();
                return Optional.of(new NioLegSocket(channel, bound.getPort()));
            } catch (BindException _) {
                channel.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a UDP socket for a leg", e);
        }
    }

    DatagramChannel channel() {
        return channel;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the socket of leg port " + port, e);
        }
    }
}
