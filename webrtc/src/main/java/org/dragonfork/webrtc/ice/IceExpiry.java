package org.dragonfork.webrtc.ice;

/** Why an ICE agent expired. */
public enum IceExpiry {
    /** No usable address within {@link IceTimeouts#connectNanos()}. */
    NEVER_CONNECTED,
    /** Connected, then no sign of life for {@link IceTimeouts#consentNanos()} (RFC 7675 section 5.1). */
    CONSENT_LOST
}
