package org.dragonfork.server.http;

import java.util.Optional;

/** The media types this server reads, compared without case and parameters (RFC 9110 section 8.3.1). */
enum MediaType {
    /** An offer or answer. */
    SDP("application/sdp", "Accept-Post"),
    /** A trickle fragment (RFC 8840 section 9). */
    SDP_FRAGMENT("application/trickle-ice-sdpfrag", "Accept-Patch"),
    /** Everything of the API. */
    JSON("application/json", "Accept-Post");

    private final String label;
    private final String announcedIn;

    MediaType(String label, String announcedIn) {
        this.label = label;
        this.announcedIn = announcedIn;
    }

    String label() {
        return label;
    }

    /** The field that tells a client about this type. */
    Header announcement() {
        return new Header(announcedIn, label);
    }

    /** Whether a body is said to be JSON. */
    static boolean isJson(Optional<String> contentType) {
        return contentType
                .map(value -> value.split(";", 2)[0].strip().equalsIgnoreCase("application/json"))
                .orElse(false);
    }

    boolean matches(Optional<String> contentType) {
        return contentType
                .map(value -> value.split(";", 2)[0].strip().equalsIgnoreCase(label))
                .orElse(false);
    }
}
