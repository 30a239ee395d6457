package org.dragonfork.webrtc.dtls;

/** Who says the first word of a DTLS association (RFC 8842 section 5). */
public enum DtlsRole {
    /** {@code a=setup:active}. */
    CLIENT,
    /** {@code a=setup:passive}. */
    SERVER
}
