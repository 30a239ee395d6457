package org.dragonfork.bench;

import org.dragonfork.webrtc.srtp.SrtpProfile;

/** The stream that is measured: 30 frames a second of 11 packets of 1,200 bytes, 3.2 Mbit/s. */
final class Frames {
    /** Bytes of an RTP packet. */
    static final int PACKET = 1200;

    /** Packets of a frame. */
    static final int PACKETS = 11;

    /** Packets of a second. */
    static final int PACKETS_PER_SECOND = 30 * PACKETS;

    /** Time from frame to frame. */
    static final long NANOS = 1_000_000_000L / 30;

    /** From frame to frame at the video clock rate of 90 kHz (RFC 6184 section 8.2.1). */
    static final int TICKS = 3000;

    private Frames() {}

    /** The profile as it is called for short. */
    static String name(SrtpProfile profile) {
        return switch (profile) {
            case AEAD_AES_128_GCM -> "AES-128 GCM";
            case AEAD_AES_256_GCM -> "AES-256 GCM";
            case AES128_CM_HMAC_SHA1_80 -> "AES-128 CM";
        };
    }
}
