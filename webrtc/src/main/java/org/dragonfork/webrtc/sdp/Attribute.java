package org.dragonfork.webrtc.sdp;

/**
 * One {@code a=} line (RFC 8866 section 5.13).
 *
 * @param name name, compared with case
 * @param value what stands after the colon, "" for a property without value
 */
public record Attribute(String name, String value) {
    /** @throws IllegalArgumentException when the name is no token or the value cannot stand on one line */
    public Attribute {
        if (!SdpText.isToken(name)) {
            throw new IllegalArgumentException("an attribute name is a token (RFC 8866 section 9)");
        }
        SdpText.check(value);
    }

    /** A property without value. */
    public Attribute(String name) {
        this(name, "");
    }

    /** The text after {@code a=}. */
    public String text() {
        return value.isEmpty() ? name : name + ":" + value;
    }

    /** Values may be passwords, so only the name is shown. */
    @Override
    public String toString() {
        return "a=" + name;
    }
}
