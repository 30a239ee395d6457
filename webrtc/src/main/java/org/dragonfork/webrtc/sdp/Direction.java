package org.dragonfork.webrtc.sdp;

import java.util.Locale;

/** Which way media flows, seen by the side that wrote the description (RFC 8866 section 6.7). */
public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    /** The direction of a section: its own, else the session's, else {@code sendrecv}. */
    public static Direction of(SessionDescription session, MediaDescription media) {
        return in(media.attributes(), in(session.attributes(), SENDRECV));
    }

    /** Tells whether the side that wrote this takes media. */
    public boolean receives() {
        return this == RECVONLY || this == SENDRECV;
    }

    /** The name of the attribute. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Direction in(Attributes attributes, Direction absent) {
        for (Direction direction : values()) {
            if (attributes.has(direction.label())) {
                return direction;
            }
        }
        return absent;
    }
}
