package org.dragonfork.webrtc.sdp;

/**
 * One line of SDP, {@code type=value} (RFC 8866 section 5).
 *
 * @param type the letter before the equals sign
 * @param value everything after it, without line end
 */
public record SdpLine(char type, String value) {
    public SdpLine {
        SdpText.check(value);
    }

    /** The value may be a key or a password, so it is left out. */
    @Override
    public String toString() {
        return type + "=…";
    }
}
