package org.dragonfork.egress.event;

/** Why ICE failed (decision D23); the words of the metric. */
public enum IceFailure {
    /** No valid pair in time. */
    TIMEOUT,
    /** Consent lost after it was connected. */
    DISCONNECTED,
    /** DTLS or any other end before media. */
    FAILED
}
