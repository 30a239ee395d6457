package org.dragonfork.egress.event;

import java.util.EnumMap;
import java.util.Map;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * What went to all viewers of a stream since it was registered, those that have left included; only grows.
 *
 * @param tracks by kind, both always there
 * @param refused packets that the full socket did not take
 * @param failed packets that could not be protected, or that the system did not want to send
 * @param overrun packets that were gone before the thread of their viewer came to them
 * @param nacks generic NACK messages (RFC 4585 section 6.2.1)
 * @param pictureLosses PLI messages (RFC 4585 section 6.3.1)
 * @param fullIntraRequests FIR messages (RFC 5104 section 4.3.1)
 */
public record StreamTraffic(
        Map<MediaKind, Sent> tracks,
        long refused,
        long failed,
        long overrun,
        long nacks,
        long pictureLosses,
        long fullIntraRequests) {
    /** Nothing yet. */
    public static final StreamTraffic NONE =
            new StreamTraffic(Map.of(MediaKind.VIDEO, Sent.NONE, MediaKind.AUDIO, Sent.NONE), 0, 0, 0, 0, 0, 0);

    /**
     * One kind of media, over all viewers.
     *
     * @param packets RTP packets that the socket took
     * @param bytes of these packets, as protected
     * @param lost packets that viewers reported as lost (RFC 3550 section 6.4.1)
     * @param resent packets that went once more because a viewer asked (RFC 4585 section 6.2.1); not among {@code packets}
     */
    public record Sent(long packets, long bytes, long lost, long resent) {
        static final Sent NONE = new Sent(0, 0, 0, 0);
    }

    public StreamTraffic {
        tracks = Map.copyOf(tracks);
    }

    /** Both together: what several media threads sent of one stream. */
    public StreamTraffic plus(StreamTraffic more) {
        var sum = new EnumMap<MediaKind, Sent>(MediaKind.class);
        for (MediaKind kind : MediaKind.values()) {
            Sent one = track(kind);
            Sent other = more.track(kind);
            sum.put(
                    kind,
                    new Sent(
                            one.packets + other.packets,
                            one.bytes + other.bytes,
                            one.lost + other.lost,
                            one.resent + other.resent));
        }
        return new StreamTraffic(
                sum,
                refused + more.refused,
                failed + more.failed,
                overrun + more.overrun,
                nacks + more.nacks,
                pictureLosses + more.pictureLosses,
                fullIntraRequests + more.fullIntraRequests);
    }

    /** What went out of this kind. */
    public Sent track(MediaKind kind) {
        return tracks.getOrDefault(kind, Sent.NONE);
    }
}
