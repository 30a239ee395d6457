package org.dragonfork.webrtc.codec;

import java.util.Map;

/**
 * VP8 video (RFC 7741).
 *
 * <pre>
 *  0 1 2 3 4 5 6 7
 * +-+-+-+-+-+-+-+-+
 * |X|R|N|S|R| PID |  S: start of a partition, PID: its number
 * +-+-+-+-+-+-+-+-+
 * |I|L|T|K|  RSV  |  when X: picture id, TL0PICIDX, TID or key index follow
 * +-+-+-+-+-+-+-+-+
 * </pre>
 */
public record Vp8() implements Codec {
    @Override
    public MediaKind kind() {
        return MediaKind.VIDEO;
    }

    @Override
    public String encodingName() {
        return "VP8";
    }

    @Override
    public int clockRate() {
        return 90_000;
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public String profileText() {
        return "";
    }

    @Override
    public int match(Map<String, String> offered) {
        return 1;
    }

    @Override
    public String answerFormatParameters(Map<String, String> offered) {
        return "";
    }

    /** First packet of partition 0 whose VP8 header has the inverse key frame flag at zero (RFC 7741 section 4.3). */
    @Override
    public boolean startsKeyFrame(byte[] packet, int payloadOffset, int payloadLength) {
        if (payloadLength < 1 || (packet[payloadOffset] & 0x17) != 0x10) {
            return false;
        }
        int end = payloadOffset + payloadLength;
        int at = payloadOffset + 1;
        if ((packet[payloadOffset] & 0x80) != 0) {
            if (at >= end) {
                return false;
            }
            int present = packet[at++];
            if ((present & 0x80) != 0) {
                if (at >= end) {
                    return false;
                }
                at += (packet[at] & 0x80) != 0 ? 2 : 1;
            }
            at += (present & 0x40) != 0 ? 1 : 0;
            at += (present & 0x30) != 0 ? 1 : 0;
        }
        return at < end && (packet[at] & 0x01) == 0;
    }

    @Override
    public boolean carriesParameterSets(byte[] packet, int payloadOffset, int payloadLength) {
        return startsKeyFrame(packet, payloadOffset, payloadLength);
    }
}
