package org.dragonfork.webrtc.sdp;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * What a stream sends, as far as an answer tells it.
 *
 * @param mediaStreamId id of the one MediaStream all tracks belong to (RFC 8830); 1 to 64 token characters, not
 *     {@code -}, which would mean no stream
 * @param cname RTCP canonical name all tracks share, a token
 * @param tracks at least one, at most one per kind
 * @param retransmission whether lost packets are sent again when a generic NACK asks for them
 */
public record StreamDescription(
        String mediaStreamId, String cname, List<TrackDescription> tracks, boolean retransmission) {
    /** @throws IllegalArgumentException when an id could not stand in an answer or a kind has two tracks or none has one */
    public StreamDescription {
        TrackDescription.checkId("media stream id", mediaStreamId);
        if (mediaStreamId.equals("-")) {
            throw new IllegalArgumentException("the media stream id - means no stream (RFC 8830 section 2)");
        }
        TrackDescription.checkId("cname", cname);
        tracks = List.copyOf(tracks);
        var kinds = new HashSet<MediaKind>();
        if (tracks.isEmpty() || !tracks.stream().allMatch(track -> kinds.add(track.kind()))) {
            throw new IllegalArgumentException("a stream has one track of a kind, and one at least");
        }
    }

    /** A stream whose lost packets are not sent again. */
    public StreamDescription(String mediaStreamId, String cname, List<TrackDescription> tracks) {
        this(mediaStreamId, cname, tracks, false);
    }

    /** Makes any text usable as an id: other characters become {@code _}, and it is cut at 64. */
    public static String idOf(String text) {
        var id = new StringBuilder();
        for (int i = 0; i < text.length() && i < TrackDescription.LONGEST_ID; i++) {
            String character = text.substring(i, i + 1);
            id.append(SdpText.isToken(character) ? character : "_");
        }
        return id.isEmpty() || id.toString().equals("-") ? "_" : id.toString();
    }

    Optional<TrackDescription> track(MediaKind kind) {
        return tracks.stream().filter(track -> track.kind() == kind).findFirst();
    }
}
