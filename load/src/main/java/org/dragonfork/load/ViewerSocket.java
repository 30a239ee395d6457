package org.dragonfork.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** The UDP socket of one viewer; each has its own, as real ones do. Used by its loop only, once it is opened. */
final class ViewerSocket implements AutoCloseable {
    /** A key frame and more; the system may give less. */
    private static final int RECEIVE_BUFFER = 1 << 19;

    private final DatagramChannel channel;
    private @Nullable InetSocketAddress connected;
    private long refused;

    private ViewerSocket(DatagramChannel channel) {
        this.channel = channel;
    }

    /** Binds any free port, for IPv4 and, where the system has it, IPv6. */
    static ViewerSocket open() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(null);
            channel.configureBlocking(false);
            return new ViewerSocket(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    void register(Selector selector, Viewer viewer) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, viewer);
    }

    /** From now on only this address is heard, which saves an object for each packet. */
    void connect(InetSocketAddress server) throws IOException {
        if (connected == null) {
            channel.connect(server);
            connected = server;
        }
    }

    /**
     * The sender of the next datagram, which is in the buffer then, or null when none waits.
     *
     * @throws IOException among others {@link java.net.PortUnreachableException} when the server's port is closed
     */
    @Nullable
    InetSocketAddress receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        InetSocketAddress server = connected;
        if (server == null) {
            return (InetSocketAddress) channel.receive(buffer);
        }
        return channel.read(buffer) > 0 ? server : null;
    }

    /** What cannot be sent is lost, as anything may be on the way; some candidates cannot be reached at all. */
    void send(byte[] datagram, InetSocketAddress to) {
        try {
            if (connected == null) {
                channel.send(ByteBuffer.wrap(datagram), to);
            } else if (connected.equals(to)) {
                channel.write(ByteBuffer.wrap(datagram));
            }
        } catch (IOException | IllegalArgumentException _) {
            refused++;
        }
    }

    /** Datagrams that the system did not take. */
    long refused() {
        return refused;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing is lost by it: the viewer has ended.
        }
    }
}
