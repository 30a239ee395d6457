package org.dragonfork.webrtc.rtcp;

/**
 * Bytes that are no RTCP packet. It has no stack trace, because hostile packets must be cheap; the message names the rule
 * that was broken and holds nothing of the content.
 */
public final class RtcpFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RtcpFormatException(String message) {
        super(message, null, false, false);
    }
}
