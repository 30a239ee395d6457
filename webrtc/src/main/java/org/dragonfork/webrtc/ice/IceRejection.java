package org.dragonfork.webrtc.ice;

/** Why {@link IceLiteAgent} did not accept a datagram. Only the last two, which are authenticated, got a response. */
public enum IceRejection {
    /** The agent had expired. */
    EXPIRED,
    /** The owner does not poll: too many outputs wait. */
    FLOODED,
    /** Not exactly one well-formed STUN message within the limits. */
    MALFORMED,
    /** An indication, a response, or another method than Binding. */
    NOT_BINDING_REQUEST,
    /** FINGERPRINT is there and wrong. */
    BAD_FINGERPRINT,
    /** USERNAME is missing or not ours and the viewer's ufrag. */
    UNKNOWN_USERNAME,
    /** MESSAGE-INTEGRITY is missing or wrong. */
    BAD_INTEGRITY,
    /** Answered 420: an unknown comprehension-required attribute. */
    UNKNOWN_ATTRIBUTE,
    /** Answered 487: the viewer claims to be controlled. */
    ROLE_CONFLICT
}
