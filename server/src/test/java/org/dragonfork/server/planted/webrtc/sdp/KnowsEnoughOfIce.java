package org.dragonfork.server.planted.webrtc.sdp;

import org.dragonfork.server.planted.webrtc.ice.IceCandidate;

/** An arrow that is allowed, so that the table does not refuse everything. */
final class KnowsEnoughOfIce {
    IceCandidate candidate() {
        return new IceCandidate();
    }
}
