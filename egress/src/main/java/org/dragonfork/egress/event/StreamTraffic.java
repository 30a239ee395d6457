package org.dragonfork.egress.event;

import java.util.Map;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * What went to all viewers of a stream since it was registered, those that have left included; only grows.
 *
 * @param tracks by kind, both always there
 * @param refused packets that the socket did not take
 * @param unsealed packets that could not be protected
 * @param nacks generic NACK messages (RFC 4585 section 6.2.1)
 * @param pictureLosses PLI messages (RFC 4585 section 6.3.1)
 * @param fullIntraRequests FIR messages (RFC 5104 section 4.3.1)
 */
public record StreamTraffic(
        Map<MediaKind, Sent> tracks,
        long refused,
        long unsealed,
        long nacks,
        long pictureLosses,
        long fullIntraRequests) {
    /** Nothing yet. */
    public static final StreamTraffic NONE =
            new StreamTraffic(Map.of(MediaKind.VIDEO, Sent.NONE, MediaKind.AUDIO, Sent.NONE), 0, 0, 0, 0, 0);

    /**
     * One kind of media, over all viewers.
     *
     * @param packets RTP packets that the socket took
     * @param bytes of these packets, as protected
     * @param lost packets that viewers reported as lost (RFC 3550 section 6.4.1)
     */
    public record Sent(long packets, long bytes, long lost) {
        static final Sent NONE = new Sent(0, 0, 0);
    }

    public StreamTraffic {
        tracks = Map.copyOf(tracks);
    }

    /** What went out of this kind. */
    public Sent track(MediaKind kind) {
        return tracks.getOrDefault(kind, Sent.NONE);
    }
}
