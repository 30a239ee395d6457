package org.dragonfork.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.egress.media.SinkCounts;

/**
 * Sends a run datagram by datagram through NIO: works everywhere, and costs a system call for each. One per media thread,
 * because of its buffer; the channel is shared. NIO cannot say which of several addresses a datagram leaves from.
 */
final class NioDatagramSink implements DatagramSink {
    /** So often are the numbers published when nothing is dropped. */
    private static final int PERIOD = 64;

    private final DatagramChannel channel;
    /** NIO copies a heap buffer into such a one anyway. */
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(65_536);

    private long sent;
    private long full;
    private long failed;
    private int sincePublished;
    private volatile SinkCounts published = SinkCounts.NONE;

    NioDatagramSink(DatagramChannel channel) {
        this.channel = channel;
    }

    @Override
    public int send(byte[] bytes, int offset, int length, int segmentSize, Destination to) {
        long droppedBefore = full + failed;
        int taken = 0;
        int end = offset + length;
        for (int at = offset; at < end; at += segmentSize) {
            datagram.clear();
            datagram.put(bytes, at, Math.min(segmentSize, end - at));
            datagram.flip();
            if (sendOne(to.address())) {
                taken++;
            }
        }
        sent += taken;
        if (droppedBefore != full + failed || sincePublished++ % PERIOD == 0) {
            published = new SinkCounts(sent, sent, 0, full, 0, 0, failed, 0);
        }
        return taken;
    }

    @Override
    public void gather(byte[] bytes, int offset, int length, int segmentSize, Destination to, Outcome outcome) {
        long fullBefore = full;
        int taken = send(bytes, offset, length, segmentSize, to);
        outcome.taken(taken, full > fullBefore);
    }

    @Override
    public SinkCounts counts() {
        return published;
    }

    private boolean sendOne(InetSocketAddress to) {
        try {
            if (channel.send(datagram, to) > 0) {
                return true;
            }
            full++;
            return false;
        } catch (ClosedChannelException _) {
            return false;
        } catch (IOException | RuntimeException _) {
            // Runtime: an address of a family that the socket does not have.
            failed++;
            return false;
        }
    }
}
