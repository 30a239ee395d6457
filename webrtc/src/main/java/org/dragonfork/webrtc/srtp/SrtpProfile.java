package org.dragonfork.webrtc.srtp;

import java.util.Optional;

/** The SRTP protection profiles of this product (RFC 5764 section 4.1.2, RFC 7714 section 14.2), best first. */
public enum SrtpProfile {
    /** AES-128 in GCM: one pass, 16-byte tag. Preferred. */
    AEAD_AES_128_GCM(0x0007, 16, 12, 16, 16),
    /** AES-256 in GCM. */
    AEAD_AES_256_GCM(0x0008, 32, 12, 16, 16),
    /** AES-128 counter mode with HMAC-SHA1 cut to 80 bits: the one that every peer has. */
    AES128_CM_HMAC_SHA1_80(0x0001, 16, 14, 10, 10);

    private final int id;
    private final int keyLength;
    private final int saltLength;
    private final int rtpTagLength;
    private final int rtcpTagLength;

    SrtpProfile(int id, int keyLength, int saltLength, int rtpTagLength, int rtcpTagLength) {
        this.id = id;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
        this.rtpTagLength = rtpTagLength;
        this.rtcpTagLength = rtcpTagLength;
    }

    /** Number in the use_srtp extension. */
    public int id() {
        return id;
    }

    /** Master key length in bytes. */
    public int keyLength() {
        return keyLength;
    }

    /** Master salt length in bytes. */
    public int saltLength() {
        return saltLength;
    }

    /** Bytes that protecting an RTP packet adds. */
    public int rtpTagLength() {
        return rtpTagLength;
    }

    /** Bytes of the authentication tag of an SRTCP packet, without the 4-byte index. */
    public int rtcpTagLength() {
        return rtcpTagLength;
    }

    /** Whether this is an AEAD profile of RFC 7714. */
    public boolean isAead() {
        return this != AES128_CM_HMAC_SHA1_80;
    }

    /** The profile with this number, if this product has it. */
    public static Optional<SrtpProfile> ofId(int id) {
        for (SrtpProfile profile : values()) {
            if (profile.id == id) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }
}
