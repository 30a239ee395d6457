package org.dragonfork.server.planted.egress.supervise;

import org.dragonfork.server.planted.webrtc.ice.IceAgent;

/** Supervision has nothing to do with protocols. */
final class KnowsWebrtc {
    IceAgent agent() {
        return new IceAgent();
    }
}
