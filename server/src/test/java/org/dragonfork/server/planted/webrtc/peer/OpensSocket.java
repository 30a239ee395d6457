package org.dragonfork.server.planted.webrtc.peer;

import java.net.DatagramSocket;
import java.net.SocketException;

/** The inside opens nothing. */
final class OpensSocket {
    DatagramSocket socket() throws SocketException {
        return new DatagramSocket();
    }
}
