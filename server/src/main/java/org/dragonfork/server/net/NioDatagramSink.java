package org.dragonfork.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.dragonfork.egress.media.DatagramSink;

/**
 * Sends a run datagram by datagram through NIO: works everywhere, and costs a system call for each. One per media thread,
 * because of its buffer; the channel is shared.
 */
public final class NioDatagramSink implements DatagramSink {
    private final DatagramChannel channel;
    /** NIO copies a heap buffer into such a one anyway. */
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(65_536);

    private volatile long refused;
    private volatile long failed;

    /** Sends through the public port. */
    public NioDatagramSink(PublicSocket socket) {
        this.channel = socket.channel();
    }

    @Override
    public int send(byte[] bytes, int offset, int length, int segmentSize, InetSocketAddress to) {
        int taken = 0;
        int end = offset + length;
        for (int at = offset; at < end; at += segmentSize) {
            datagram.clear();
            datagram.put(bytes, at, Math.min(segmentSize, end - at));
            datagram.flip();
            if (sendOne(to)) {
                taken++;
            }
        }
        return taken;
    }

    /** Datagrams that the full send buffer did not take. */
    public long refused() {
        return refused;
    }

    /** Datagrams that the system answered with an error, for instance no route to the viewer. */
    public long failed() {
        return failed;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, the media thread
    private boolean sendOne(InetSocketAddress to) {
        try {
            if (channel.send(datagram, to) > 0) {
                return true;
            }
            refused++;
            return false;
        } catch (ClosedChannelException _) {
            return false;
        } catch (IOException _) {
            failed++;
            return false;
        }
    }
}
