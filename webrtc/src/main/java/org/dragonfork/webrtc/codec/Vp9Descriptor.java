package org.dragonfork.webrtc.codec;

/**
 * The VP9 payload descriptor (RFC 9628 section 4.2), read only to find where the frame starts.
 *
 * <pre>
 *  0 1 2 3 4 5 6 7
 * +-+-+-+-+-+-+-+-+
 * |I|P|L|F|B|E|V|Z|
 * +-+-+-+-+-+-+-+-+
 * I: |M| PICTURE ID  | and 8 more bits when M
 * L: | TID |U| SID |D|, then TL0PICIDX unless F
 * P and F: one to three bytes |  P_DIFF   |N|
 * V: | N_S |Y|G| RSV |, sizes when Y, picture group when G
 * </pre>
 */
final class Vp9Descriptor {
    private static final int I = 0x80;
    private static final int P = 0x40;
    private static final int L = 0x20;
    private static final int F = 0x10;
    private static final int B = 0x08;
    private static final int V = 0x02;

    private Vp9Descriptor() {}

    /** Index of the first byte of the frame, or -1 unless an independent frame of the lowest spatial layer starts here. */
    static int startOfBaseFrame(byte[] packet, int offset, int length) {
        if (length < 1 || (packet[offset] & (P | B)) != B) {
            return -1;
        }
        int end = offset + length;
        int flags = packet[offset];
        int at = offset + 1;
        if ((flags & I) != 0) {
            if (at >= end) {
                return -1;
            }
            at += (packet[at] & 0x80) != 0 ? 2 : 1;
        }
        if ((flags & L) != 0) {
            if (at >= end || (packet[at] & 0x0E) != 0) {
                return -1;
            }
            at += (flags & F) != 0 ? 1 : 2;
        }
        if ((flags & V) != 0) {
            at = afterScalabilityStructure(packet, at, end);
        }
        return at >= 0 && at < end ? at : -1;
    }

    private static int afterScalabilityStructure(byte[] packet, int start, int end) {
        if (start >= end) {
            return -1;
        }
        int structure = packet[start];
        int at = start + 1;
        if ((structure & 0x10) != 0) {
            at += 4 * (((structure >> 5) & 0x07) + 1);
        }
        if ((structure & 0x08) != 0) {
            if (at >= end) {
                return -1;
            }
            int pictures = packet[at++] & 0xFF;
            for (int i = 0; i < pictures; i++) {
                if (at >= end) {
                    return -1;
                }
                at += 1 + ((packet[at] >> 2) & 0x03);
            }
        }
        return at;
    }
}
