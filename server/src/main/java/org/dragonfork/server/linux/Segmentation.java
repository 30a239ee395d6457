package org.dragonfork.server.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.dragonfork.egress.media.Destination;

/** Finds out whether this kernel cuts messages into datagrams, by letting it do so once. */
public final class Segmentation {
    private static final int SEGMENT = 300;
    private static final int LAST = 100;

    /** For datagrams that are on their way to ourselves. */
    private static final int PATIENCE_MILLIS = 500;

    private Segmentation() {}

    /** Sends two datagrams to ourselves as one message, and looks whether two arrive. */
    public static boolean works() {
        try (UdpSocket socket = UdpSocket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 1 << 16);
                Epoll arrival = new Epoll()) {
            socket.segment(true);
            LinuxDatagramSink.on(socket)
                    .send(new byte[SEGMENT + LAST], 0, SEGMENT + LAST, SEGMENT, new Destination(socket.address()));
            if (!socket.isSegmenting()) {
                return false;
            }
            arrival.add(socket, 0);
            var received = new ReceiveBatch(4, 2048);
            int lengths = 0;
            int count = 0;
            while (count < 2 && arrival.await(PATIENCE_MILLIS) > 0) {
                int more = received.receive(socket);
                for (int i = 0; i < more; i++) {
                    lengths = lengths * 1000 + received.length(i);
                }
                count += more;
            }
            return lengths == SEGMENT * 1000 + LAST;
        } catch (IOException _) {
            return false;
        }
    }
}
