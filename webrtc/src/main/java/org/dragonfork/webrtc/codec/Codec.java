package org.dragonfork.webrtc.codec;

import java.util.List;
import java.util.Map;

/**
 * What one codec means for negotiation and for an RTP payload; the one place that knows it. Nothing is decoded here.
 *
 * <p>Format parameters are the {@code a=fmtp} parameters of one payload type (RFC 8866 section 6.15), names in lower
 * case. Packets are never trusted: every question about a payload is answered {@code false} or empty when the payload is
 * cut short, and none of them throws as long as offset and length lie inside the array.
 */
public sealed interface Codec permits H264, H265, Vp8, Vp9, Av1, AudioCodec {
    /** What {@link #match} gives for a payload type that cannot carry this stream. */
    int UNUSABLE = 0;

    MediaKind kind();

    /** Encoding name as its RTP payload format registers it; compared without case (RFC 8866 section 6.6). */
    String encodingName();

    /** RTP clock rate in Hz. */
    int clockRate();

    /** Channels as {@code a=rtpmap} states them; 0 and 1 are not written. */
    int channels();

    /** Profile and level for people and for the API, for instance {@code Constrained Baseline 3.1}; "" when there is none. */
    String profileText();

    /**
     * How well a payload type of this encoding suits the stream.
     *
     * @return {@link #UNUSABLE}, or a positive number; the highest of an offer wins, the first one among equals
     */
    int match(Map<String, String> offered);

    /**
     * The parameters of the payload types to offer for the stream when this side makes the offer, the stream's own first;
     * "" for none.
     */
    default List<String> offeredFormatParameters() {
        return List.of("");
    }

    /** The parameters to answer for a payload type that matched; "" when there is no fmtp line to write. */
    String answerFormatParameters(Map<String, String> offered);

    /**
     * Tells whether a key frame's coded data starts in this RTP payload. A frame of several slices says yes once per
     * slice, so callers compare timestamps. Audio: every packet.
     */
    boolean startsKeyFrame(byte[] packet, int payloadOffset, int payloadLength);

    /**
     * Tells whether this RTP payload holds parameter sets a decoder must have before the next key frame. Codecs that
     * carry them inside the key frame say yes where the key frame starts. Audio: every packet.
     */
    boolean carriesParameterSets(byte[] packet, int payloadOffset, int payloadLength);
}
