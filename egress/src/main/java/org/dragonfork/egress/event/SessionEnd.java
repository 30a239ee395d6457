package org.dragonfork.egress.event;

/** Why a session ended. */
public enum SessionEnd {
    /** The viewer sent DELETE. */
    DELETED,
    /** The viewer said close_notify, as a closed tab does. */
    VIEWER_CLOSED,
    /** No authenticated ICE check came in time. */
    ICE_TIMEOUT,
    /** Checks stopped after the connection stood. */
    CONSENT_LOST,
    /** The DTLS handshake failed. */
    DTLS_FAILED,
    /** The stream was stopped, removed or changed its codec. */
    STREAM_ENDED,
    /** The server stops. */
    SERVER_STOPPED,
    /** A defect in this program. */
    FAULT
}
