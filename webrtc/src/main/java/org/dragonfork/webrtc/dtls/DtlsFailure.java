package org.dragonfork.webrtc.dtls;

/** Why a DTLS association did not come up. */
public enum DtlsFailure {
    /** The certificate of the peer has none of the fingerprints of its offer (RFC 8122 section 5). */
    FINGERPRINT_MISMATCH,
    /** No SRTP protection profile in common (RFC 5764 section 4.1.2), or no extended master secret. */
    NO_COMMON_PARAMETERS,
    /** The peer sent a fatal alert. */
    PEER_ALERT,
    /** Something in the handshake broke the protocol. */
    PROTOCOL,
    /** The handshake took longer than its limit. */
    TIMEOUT,
    /** A limit on datagrams or bytes per handshake was passed. */
    LIMIT
}
