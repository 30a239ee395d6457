package org.dragonfork.server.net;

import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.server.linux.UdpSocket;

/**
 * A leg's socket by its descriptor.
 *
 * @param socket bound to loopback
 */
record LinuxLegSocket(UdpSocket socket) implements LegSocket {
    @Override
    public int port() {
        return socket.address().getPort();
    }

    @Override
    public void close() {
        socket.close();
    }
}
