package org.dragonfork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** The baseline: a datagram of the size of a full SRTP packet through {@link DatagramChannel#send}, and nothing else. */
final class BareSend implements Load {
    private static final int DATAGRAM = 1216;
    private static final int AT_ONCE = 110;

    private final NeverRead sink;
    private final DatagramChannel channel;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM);

    private BareSend(NeverRead sink, DatagramChannel channel) {
        this.sink = sink;
        this.channel = channel;
    }

    static BareSend open() throws IOException {
        // The same kind of socket as the server's public one.
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 4 << 20);
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        return new BareSend(NeverRead.open(), channel);
    }

    @Override
    public String what() {
        return "bare send, " + DATAGRAM + " bytes";
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                datagram.clear();
                if (channel.send(datagram, sink.address()) == 0) {
                    throw new IllegalStateException("the send buffer is full");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bare send failed", e);
        }
    }

    @Override
    public int packets() {
        return AT_ONCE;
    }

    @Override
    public void close() {
        sink.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a UDP socket", e);
        }
    }
}
