package org.dragonfork.server.planted.webrtc.sdp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A name in an offer must not be looked up. */
final class LooksUpName {
    InetAddress find(String host) throws UnknownHostException {
        return InetAddress.getByName(host);
    }
}
