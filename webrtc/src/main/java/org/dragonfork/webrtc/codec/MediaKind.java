package org.dragonfork.webrtc.codec;

/** The two kinds of media a stream can have; also the name of an m-line's media field (RFC 8866 section 5.14). */
public enum MediaKind {
    VIDEO("video"),
    AUDIO("audio");

    private final String label;

    MediaKind(String label) {
        this.label = label;
    }

    /** Lower-case word as SDP, metrics and JSON write it. */
    public String label() {
        return label;
    }
}
