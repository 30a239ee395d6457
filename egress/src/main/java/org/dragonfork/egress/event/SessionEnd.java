package org.dragonfork.egress.event;

/** Why a session ended; the label is the word of the metric and of the log. */
public enum SessionEnd {
    /** The viewer sent DELETE. */
    DELETED("client_delete"),
    /** The viewer said close_notify, as a closed tab does. */
    VIEWER_CLOSED("client_close"),
    /** Somebody who runs the server ended it. */
    ADMIN("admin_delete"),
    /** No authenticated ICE check came in time. */
    ICE_TIMEOUT("ice_timeout"),
    /** Checks stopped after the connection stood. */
    CONSENT_LOST("ice_disconnected"),
    /** The DTLS handshake failed. */
    DTLS_FAILED("dtls_failed"),
    /** The stream was stopped, removed or changed its codec. */
    STREAM_ENDED("stream_stopped"),
    /** The server stops. */
    SERVER_STOPPED("shutdown"),
    /** A defect in this program. */
    FAULT("fault");

    private final String label;

    SessionEnd(String label) {
        this.label = label;
    }

    /** Lower-case words. */
    public String label() {
        return label;
    }
}
