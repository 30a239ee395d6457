package org.dragonfork.webrtc.srtp;

/**
 * Why {@link SrtpSender} or {@link SrtpReceiver} refused a packet. On the packet path it travels as the negative
 * {@link #code}, so that nothing is thrown or allocated.
 */
public enum SrtpStatus {
    /** The tag is not the packet's: forged, damaged or of another key. No state was kept. */
    AUTH_FAILED(-1),
    /** The index was seen before or is older than the replay window (RFC 3711 section 3.3.2). */
    REPLAYED(-2),
    /** No RTP or RTCP packet, or too short for its tag. */
    MALFORMED(-3),
    /** One SSRC more than a context keeps. */
    TOO_MANY_SSRCS(-4),
    /** 2^48 RTP or 2^31 RTCP packets were sent with this key: the session must end (RFC 3711 section 9.2). */
    INDEX_EXHAUSTED(-5),
    /**
     * The sequence number is not above the last one of its SSRC, or 2^15 and more above it, where a receiver would take
     * it for an older one: sealing it could use an index twice (RFC 3711 section 9.1).
     */
    INDEX_REUSED(-6),
    /** The result does not fit behind the target offset. */
    NO_ROOM(-7);

    private static final SrtpStatus[] VALUES = values();

    private final int code;

    SrtpStatus(int code) {
        this.code = code;
    }

    /** The negative number that stands for this status in a length result. */
    public int code() {
        return code;
    }

    /**
     * The status behind a negative result.
     *
     * @throws IllegalArgumentException when the number is no status, such as a length
     */
    public static SrtpStatus ofCode(int code) {
        for (SrtpStatus status : VALUES) {
            if (status.code == code) {
                return status;
            }
        }
        throw new IllegalArgumentException(code + " is no SRTP status");
    }
}
