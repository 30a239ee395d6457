package org.dragonfork.webrtc.sdp;

import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * One track of a stream.
 *
 * @param trackId id of the MediaStreamTrack (RFC 8830), 1 to 64 token characters
 * @param codec what the track carries
 * @param ssrc the SSRC it is sent with, 32 bits without sign
 */
public record TrackDescription(String trackId, Codec codec, int ssrc) {
    /** RFC 8830 section 2: msid-id is 1*64token-char. */
    static final int LONGEST_ID = 64;

    /** @throws IllegalArgumentException when the id could not stand in an answer */
    public TrackDescription {
        checkId("track id", trackId);
    }

    public MediaKind kind() {
        return codec.kind();
    }

    static void checkId(String name, String id) {
        if (!SdpText.isToken(id) || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException(
                    name + " is not 1 to 64 token characters (RFC 8830 section 2); StreamDescription.idOf makes one");
        }
    }
}
