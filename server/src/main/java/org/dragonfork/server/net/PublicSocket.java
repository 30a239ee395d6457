package org.dragonfork.server.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** The one UDP port of all viewers (decision D11): dual stack where the system has IPv6. */
public final class PublicSocket implements AutoCloseable {
    /** 107 KB is one batch for 8 viewers; this holds a key frame for some hundred. */
    private static final int BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final InetSocketAddress address;

    private PublicSocket(DatagramChannel channel, InetSocketAddress address) {
        this.channel = channel;
        this.address = address;
    }

    /**
     * Binds.
     *
     * @param address port 0 lets the system choose
     * @throws IOException with one line for a person
     */
    public static PublicSocket bind(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
            channel.configureBlocking(false);
            channel.bind(address);
            return new PublicSocket(channel, (InetSocketAddress) channel.getLocalAddress());
        } catch (BindException e) {
            channel.close();
            throw new IOException(
                    "UDP port " + address.getPort() + " cannot be used (" + e.getMessage()
                            + "); choose another with --udp or CORE_WEBRTC_UDP_MUX_PORT",
                    e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The bound port. */
    public int port() {
        return address.getPort();
    }

    DatagramChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the public UDP port", e);
        }
    }
}
