package org.dragonfork.server.metrics;

import java.util.Optional;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;

/** How far a viewer is; the values of {@code state}. */
enum PeerState {
    /** No valid ICE check yet. */
    NEW,
    /** A valid check, but no keys yet. */
    CHECKING,
    /** Media can flow. */
    CONNECTED;

    /** The state of a viewer; nothing for one that has just gone. */
    static Optional<PeerState> of(PeerSnapshot peer) {
        return switch (peer.state()) {
            case "connecting" -> Optional.of(peer.addressFamily().isEmpty() ? NEW : CHECKING);
            case "connected" -> Optional.of(CONNECTED);
            default -> Optional.empty();
        };
    }
}
