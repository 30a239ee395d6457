package org.dragonfork.webrtc.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The offer of an RTP header extension, {@code a=extmap} (RFC 8285 section 8).
 *
 * @param direction "" when not written
 */
record HeaderExtension(int id, String direction, String uri) {
    /** The MID of RFC 9143 section 15, in the form of RFC 7941. */
    static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /** Ids of the one-byte form (RFC 8285 section 4.2). */
    private static final int HIGHEST_ONE_BYTE_ID = 14;

    /** Most bytes of a one-byte form element (RFC 8285 section 4.2). */
    private static final int MOST_ONE_BYTE_DATA = 16;

    static Optional<HeaderExtension> read(String value) {
        List<String> parts = SdpText.words(value);
        int slash = parts.get(0).indexOf('/');
        int id = SdpText.number(slash < 0 ? parts.get(0) : parts.get(0).substring(0, slash), 65_535);
        if (parts.size() < 2 || id < 1) {
            return Optional.empty();
        }
        return Optional.of(new HeaderExtension(id, slash < 0 ? "" : parts.get(0).substring(slash + 1), parts.get(1)));
    }

    /** The MID extension a section offers and the server can send in the one-byte form with this mid. */
    static Optional<HeaderExtension> mid(SessionDescription session, MediaDescription media, String mid) {
        if (mid.length() > MOST_ONE_BYTE_DATA) {
            return Optional.empty();
        }
        var offered = media.attributes().has("extmap") ? media.attributes() : session.attributes();
        return offered.all("extmap").stream()
                .flatMap(value -> read(value).stream())
                .filter(extension -> extension.uri.equals(MID) && extension.id <= HIGHEST_ONE_BYTE_ID)
                .filter(extension -> extension.direction.isEmpty()
                        || extension.direction.equals("sendrecv")
                        || extension.direction.equals("recvonly"))
                .findFirst();
    }

    /** The answer: same id and, where a direction was offered, the one that matches it. */
    Attribute answer() {
        return new Attribute("extmap", id + (direction.isEmpty() ? "" : "/sendonly") + " " + uri);
    }

    static OptionalInt idOf(Optional<HeaderExtension> extension) {
        return extension.isEmpty() ? OptionalInt.empty() : OptionalInt.of(extension.get().id);
    }
}
