package org.dragonfork.webrtc.sdp;

import java.util.Optional;
import java.util.Set;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * A media section of an offer with what decides how it is answered.
 *
 * @param mid "" when it has none
 * @param bundled whether the BUNDLE group names it
 */
record OfferedSection(MediaDescription media, String mid, Direction direction, boolean bundled) {
    /** RTP over DTLS in the spellings of RFC 9429 section 5.1.2. */
    private static final Set<String> RTP_OVER_DTLS =
            Set.of("UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP", "TCP/TLS/RTP/SAVPF", "RTP/SAVPF", "RTP/SAVP");

    /** Video or audio over DTLS-SRTP that the offerer did not switch off. Port 0 with bundle-only is not off (RFC 9143). */
    boolean isMedia() {
        boolean open = media.port() != 0 || isBundleOnly();
        return kind().isPresent() && RTP_OVER_DTLS.contains(media.protocol()) && open;
    }

    /** Tells whether the answer keeps the section; the others are answered with port 0. */
    boolean isLive() {
        return isMedia() && bundled;
    }

    boolean isBundleOnly() {
        return media.port() == 0 && media.attributes().has("bundle-only");
    }

    boolean wantsMedia() {
        return isMedia() && direction.receives();
    }

    boolean wants(MediaKind kind) {
        return wantsMedia() && kind().filter(kind::equals).isPresent();
    }

    Optional<MediaKind> kind() {
        return media.kind();
    }
}
