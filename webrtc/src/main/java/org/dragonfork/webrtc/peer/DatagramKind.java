package org.dragonfork.webrtc.peer;

/**
 * What a datagram on the one port of a bundled connection is, told by its first byte (RFC 7983 section 7, updated by RFC
 * 9443) and, for RTCP, by its second (RFC 5761 section 4).
 *
 * <pre>
 *               +----------------+
 *               |        [0..3] -+--> STUN
 *               |      [20..63] -+--> DTLS
 *   datagram --&gt; |    [128..191] -+--> RTP, or RTCP when byte 1 is in [192..223]
 *               |      the rest -+--> dropped
 *               +----------------+
 * </pre>
 */
public enum DatagramKind {
    STUN,
    DTLS,
    RTP,
    RTCP,
    OTHER;

    /** Classifies without reading past {@code length}; an empty datagram is {@link #OTHER}. */
    public static DatagramKind of(byte[] bytes, int offset, int length) {
        if (length < 1) {
            return OTHER;
        }
        int first = bytes[offset] & 0xff;
        if (first <= 3) {
            return STUN;
        }
        if (first >= 20 && first <= 63) {
            return DTLS;
        }
        if (first >= 128 && first <= 191) {
            if (length < 2) {
                return OTHER;
            }
            int second = bytes[offset + 1] & 0xff;
            return second >= 192 && second <= 223 ? RTCP : RTP;
        }
        return OTHER;
    }
}
