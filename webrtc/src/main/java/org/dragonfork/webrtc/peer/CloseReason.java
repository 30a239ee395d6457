package org.dragonfork.webrtc.peer;

/** Why a peer connection ended. */
public enum CloseReason {
    /** No authenticated ICE check came in time. */
    ICE_TIMEOUT,
    /** Checks stopped after the connection stood (RFC 7675 section 5.1). */
    CONSENT_LOST,
    /** The DTLS handshake failed or did not end in time. */
    DTLS_FAILED,
    /** The viewer said close_notify. */
    PEER_CLOSED,
    /** This side closed it. */
    LOCAL
}
