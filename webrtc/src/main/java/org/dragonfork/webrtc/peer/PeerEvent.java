package org.dragonfork.webrtc.peer;

import org.dragonfork.webrtc.srtp.SrtpProfile;

/** What happened to a peer connection; knows neither streams nor sessions. */
public sealed interface PeerEvent {
    /** The first authenticated ICE check succeeded. */
    record IceConnected() implements PeerEvent {}

    /** The handshake is done: media can be sealed from now on. */
    record Secured(SrtpProfile profile) implements PeerEvent {}

    /**
     * It is over; the last event.
     *
     * @param detail one line for a log, empty when the reason says all
     */
    record Closed(CloseReason reason, String detail) implements PeerEvent {}
}
