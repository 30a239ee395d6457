package org.dragonfork.webrtc.ice;

/** Where an ICE agent stands. */
public enum IceState {
    /** No address to send to yet. */
    CHECKING,
    /** An address is selected and the other side shows signs of life. */
    CONNECTED,
    /** Over; an expired agent does nothing any more. */
    EXPIRED
}
