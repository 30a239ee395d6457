package org.dragonfork.server.planted.webrtc.stun;

import org.dragonfork.server.planted.webrtc.ice.IceAgent;

/** stun must not know ice. */
final class LooksBack {
    IceAgent agent() {
        return new IceAgent();
    }
}
