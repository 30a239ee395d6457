package org.dragonfork.webrtc.srtp;

/**
 * What a protection profile does to one packet whose index is known: encrypt and authenticate, or the reverse. It keeps
 * keys, no indexes, and trusts its caller with lengths and room.
 *
 * <p>Sealing the same index of an SSRC twice breaks the profile's security; that it does not happen is the caller's job.
 * Where source and target are one array, the bytes must keep their place or not overlap.
 */
interface PacketCipher {
    /** Longest packet, the largest UDP length: far below the 2^20 bytes at which counter mode would repeat itself. */
    int MAX_LENGTH = 65_535;

    /** Cipher of both kinds of packet of one direction, by the JDK. */
    static PacketCipher of(SrtpKeys keys) {
        return of(keys, Aead.jdk());
    }

    /**
     * The same with another AES-GCM for RTP. There are few RTCP packets, and counter mode is bound by its hash, so both stay
     * with the JDK.
     */
    static PacketCipher of(SrtpKeys keys, Aead.Provider aeads) {
        return of(keys, aeads, false);
    }

    /** One for packets that another one has sealed before. */
    static PacketCipher again(SrtpKeys keys, Aead.Provider aeads) {
        return of(keys, aeads, true);
    }

    private static PacketCipher of(SrtpKeys keys, Aead.Provider aeads, boolean again) {
        SessionKeys rtp = SessionKeys.ofRtp(keys);
        SessionKeys rtcp = SessionKeys.ofRtcp(keys);
        return switch (keys.profile()) {
            case AEAD_AES_128_GCM, AEAD_AES_256_GCM -> new GcmCipher(rtp, aeads, rtcp, Aead.jdk(), again);
            case AES128_CM_HMAC_SHA1_80 -> new CounterModeCipher(rtp, rtcp);
        };
    }

    /** Bytes of the tag behind an RTP packet. */
    int rtpOverhead();

    /** Bytes of tag and index behind an RTCP packet. */
    int rtcpOverhead();

    /**
     * Encrypts a payload to behind the header that stands in {@code target}, puts the tag behind it and returns the
     * packet's length.
     */
    int sealRtp(
            byte[] target,
            int offset,
            int headerLength,
            byte[] payload,
            int payloadOffset,
            int payloadLength,
            long index);

    /**
     * Checks the tag and decrypts the payload to {@code targetOffset + headerLength}; the header is not copied.
     *
     * @return length of the packet without tag, or the code of {@link SrtpStatus#AUTH_FAILED}, which leaves what is in
     *     the payload's place undefined
     */
    int openRtp(byte[] packet, int offset, int length, int headerLength, long index, byte[] target, int targetOffset);

    /** Copies the first 8 bytes, encrypts the rest, puts tag and index word (E set) behind; returns the length. */
    int sealRtcp(byte[] packet, int offset, int length, int index, byte[] target, int targetOffset);

    /** The word of E bit and index (RFC 3711 section 3.4), which stands where the profile wants it. */
    int rtcpIndexWord(byte[] packet, int offset, int length);

    /** Checks the tag, decrypts if the E bit is set, and writes the whole packet; result as {@link #openRtp}. */
    int openRtcp(byte[] packet, int offset, int length, byte[] target, int targetOffset);
}
