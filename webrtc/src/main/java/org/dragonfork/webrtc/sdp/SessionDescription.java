package org.dragonfork.webrtc.sdp;

import java.util.List;

/**
 * A session description (RFC 8866 section 5), as a value; what its attributes mean is for others to say.
 *
 * @param name the {@code s=} line
 * @param lines the lines before the attributes in order, without v, o and s: for instance c, b, t
 * @param attributes attributes of the session
 * @param media the sections that start with an m-line
 */
public record SessionDescription(
        Origin origin, String name, List<SdpLine> lines, Attributes attributes, List<MediaDescription> media) {
    public SessionDescription {
        SdpText.check(name);
        lines = List.copyOf(lines);
        media = List.copyOf(media);
    }
}
