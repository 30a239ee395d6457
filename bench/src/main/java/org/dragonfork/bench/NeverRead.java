package org.dragonfork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/**
 * A UDP socket on loopback that nobody reads. Its buffer is the smallest there is: it is full at once, so every later
 * datagram costs the same.
 */
final class NeverRead implements AutoCloseable {
    private final DatagramChannel channel;
    private final InetSocketAddress address;

    private NeverRead(DatagramChannel channel, InetSocketAddress address) {
        this.channel = channel;
        this.address = address;
    }

    static NeverRead open() throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 1);
        channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        return new NeverRead(channel, (InetSocketAddress) channel.getLocalAddress());
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a UDP socket", e);
        }
    }
}
