package org.dragonfork.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.dragonfork.webrtc.ice.CandidatePair;

/** Reads the public port through a selector. NIO does not tell to which of several addresses a datagram came. */
final class NioPublicReader implements PublicReader {
    private final DatagramChannel channel;
    private final Selector selector = Selector.open();
    private final byte[] bytes = new byte[ROOM];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    NioPublicReader(DatagramChannel channel) throws IOException {
        this.channel = channel;
        channel.register(selector, SelectionKey.OP_READ);
    }

    @Override
    public void receive(Handler handler) throws IOException {
        try {
            selector.select();
        } catch (ClosedSelectorException e) {
            throw new IOException("the selector was closed", e);
        }
        selector.selectedKeys().clear();
        for (int i = 0; i < LegReader.MAX_BATCH; i++) {
            buffer.clear();
            var from = (InetSocketAddress) channel.receive(buffer);
            if (from == null) {
                return;
            }
            handler.datagram(bytes, buffer.position(), CandidatePair.to(from));
        }
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
