package org.dragonfork.server.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.LegSocket;

/** Sockets of the JDK, which work everywhere. */
public final class NioSockets implements MediaSockets {
    private final DatagramChannel channel;
    private final InetSocketAddress address;

    private NioSockets(DatagramChannel channel, InetSocketAddress address) {
        this.channel = channel;
        this.address = address;
    }

    static NioSockets bind(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
            channel.configureBlocking(false);
            channel.bind(address);
            return new NioSockets(channel, (InetSocketAddress) channel.getLocalAddress());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int port() {
        return address.getPort();
    }

    @Override
    public SinkChoice way() {
        return SinkChoice.NIO;
    }

    @Override
    public DatagramSink newSink() {
        return new NioDatagramSink(channel);
    }

    @Override
    public LegReader newLegReader(EgressClock clock) throws IOException {
        return new NioLegReader(clock);
    }

    @Override
    public PublicReader newPublicReader() throws IOException {
        return new NioPublicReader(channel);
    }

    @Override
    public Optional<LegSocket> bindLeg(int port) {
        return NioLegSocket.bind(port);
    }

    @Override
    public int sendBuffer() {
        return option(true);
    }

    @Override
    public int receiveBuffer() {
        return option(false);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the public UDP port", e);
        }
    }

    private int option(boolean send) {
        try {
            return channel.getOption(send ? StandardSocketOptions.SO_SNDBUF : StandardSocketOptions.SO_RCVBUF);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the size of a buffer", e);
        }
    }
}
