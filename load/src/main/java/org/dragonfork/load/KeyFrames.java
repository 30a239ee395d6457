package org.dragonfork.load;

import org.dragonfork.webrtc.rtp.BigEndian;

/** Tells whether a key frame begins in a payload, as far as that can be told without decoding. */
final class KeyFrames {
    private KeyFrames() {}

    /** Whether key frames of this codec are recognised at all. */
    static boolean areKnown(String codec) {
        return switch (codec) {
            case "H264", "H265", "VP8", "VP9", "AV1" -> true;
            default -> false;
        };
    }

    /** @param codec encoding name in upper case */
    static boolean begins(String codec, byte[] packet, int offset, int length) {
        if (length < 2) {
            return false;
        }
        return switch (codec) {
            case "H264" -> h264(packet, offset, length);
            case "H265" -> h265(packet, offset, length);
            case "VP8" -> vp8(packet, offset, length);
            // RFC 9628 section 4.2: B begins a frame, P depends on an earlier one.
            case "VP9" -> (packet[offset] & 0x48) == 0x08;
            // The N bit of the aggregation header (RTP Payload Format for AV1, section 4.4).
            case "AV1" -> (packet[offset] & 0x08) != 0;
            default -> false;
        };
    }

    /** RFC 6184 sections 5.4, 5.7.1 and 5.8: a sequence parameter set or an IDR picture, alone, aggregated or in parts. */
    private static boolean h264(byte[] packet, int offset, int length) {
        int type = packet[offset] & 0x1f;
        if (type == 28) {
            return (packet[offset + 1] & 0x80) != 0 && isH264Start(packet[offset + 1] & 0x1f);
        }
        if (type != 24) {
            return isH264Start(type);
        }
        int end = offset + length;
        for (int at = offset + 1; at + 2 < end; at += 2 + BigEndian.uint16(packet, at)) {
            if (isH264Start(packet[at + 2] & 0x1f)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isH264Start(int type) {
        return type == 5 || type == 7;
    }

    /** RFC 7798 sections 4.4.1 to 4.4.3: the same with two bytes of header. */
    private static boolean h265(byte[] packet, int offset, int length) {
        int type = (packet[offset] >> 1) & 0x3f;
        if (type == 49) {
            return length > 2 && (packet[offset + 2] & 0x80) != 0 && isH265Start(packet[offset + 2] & 0x3f);
        }
        if (type != 48) {
            return isH265Start(type);
        }
        int end = offset + length;
        for (int at = offset + 2; at + 2 < end; at += 2 + BigEndian.uint16(packet, at)) {
            if (isH265Start((packet[at + 2] >> 1) & 0x3f)) {
                return true;
            }
        }
        return false;
    }

    /** Pictures of random access, and video and sequence parameter sets. */
    private static boolean isH265Start(int type) {
        return (type >= 16 && type <= 21) || type == 32 || type == 33;
    }

    /** RFC 7741 sections 4.2 and 4.3: the first partition begins and its P bit is clear. */
    private static boolean vp8(byte[] packet, int offset, int length) {
        if ((packet[offset] & 0x17) != 0x10) {
            return false;
        }
        int at = 1;
        if ((packet[offset] & 0x80) != 0) {
            int extension = packet[offset + 1];
            at++;
            if ((extension & 0x80) != 0) {
                at += at < length && (packet[offset + at] & 0x80) != 0 ? 2 : 1;
            }
            at += (extension & 0x40) != 0 ? 1 : 0;
            at += (extension & 0x30) != 0 ? 1 : 0;
        }
        return at < length && (packet[offset + at] & 1) == 0;
    }
}
