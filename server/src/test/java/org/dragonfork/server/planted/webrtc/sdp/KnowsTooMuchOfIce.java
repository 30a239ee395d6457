package org.dragonfork.server.planted.webrtc.sdp;

import org.dragonfork.server.planted.webrtc.ice.IceAgent;

/** sdp may know two types of ice, and this is none of them. */
final class KnowsTooMuchOfIce {
    IceAgent agent() {
        return new IceAgent();
    }
}
