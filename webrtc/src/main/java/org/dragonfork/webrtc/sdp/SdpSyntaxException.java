package org.dragonfork.webrtc.sdp;

/** Text that is not SDP (RFC 8866 section 9), or more of it than is read; thrown by the readers of this package only. */
public final class SdpSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String why;

    SdpSyntaxException(int line, String why) {
        super("SDP line " + line + ": " + why);
        this.line = line;
        this.why = why;
    }

    /** Number of the offending line, the first is 1; 0 when it is the text as a whole. */
    public int line() {
        return line;
    }

    /** What is wrong, without the number and without anything secret. */
    public String why() {
        return why;
    }
}
