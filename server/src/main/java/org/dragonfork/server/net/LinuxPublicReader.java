package org.dragonfork.server.net;

import java.io.IOException;
import org.dragonfork.server.linux.Epoll;
import org.dragonfork.server.linux.ReceiveBatch;
import org.dragonfork.server.linux.UdpSocket;
import org.dragonfork.webrtc.ice.CandidatePair;

/** Reads the public port, many datagrams in one call. */
final class LinuxPublicReader implements PublicReader {
    private static final int FOREVER = -1;

    private final UdpSocket socket;
    private final Epoll epoll = new Epoll();
    private final ReceiveBatch batch = new ReceiveBatch(LegReader.MAX_BATCH, ROOM);
    private final byte[] bytes = new byte[ROOM];

    LinuxPublicReader(UdpSocket socket) throws IOException {
        this.socket = socket;
        epoll.add(socket, 0);
    }

    @Override
    public void receive(Handler handler) throws IOException {
        if (epoll.await(FOREVER) == 0) {
            return;
        }
        int count = batch.receive(socket);
        for (int i = 0; i < count; i++) {
            batch.copy(i, bytes);
            handler.datagram(bytes, batch.length(i), new CandidatePair(batch.local(i), batch.from(i)));
        }
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public void close() {
        epoll.close();
    }
}
