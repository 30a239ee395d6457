package org.dragonfork.webrtc.srtp;

import java.util.Arrays;
import org.dragonfork.webrtc.rtp.BigEndian;
import org.dragonfork.webrtc.rtp.RtpHeader;

/**
 * The AES-GCM profiles of RFC 7714.
 *
 * <pre>
 * SRTP   | header (AAD)  | ciphertext | tag 16 |
 * SRTCP  | 8 bytes (AAD) | ciphertext | tag 16 | E, index (AAD) |
 * </pre>
 */
final class GcmCipher implements PacketCipher {
    private static final int TAG_LENGTH = Aead.TAG_LENGTH;
    private static final int RTCP_CLEAR = 8;
    private static final int INDEX_WORD = 4;
    private static final int E_BIT = 0x8000_0000;

    private final Keyed rtp;
    private final Keyed rtcp;
    private final byte[] word = new byte[INDEX_WORD];
    private final boolean again;

    /**
     * @param rtpAeads for the many
     * @param rtcpAeads for the few
     */
    GcmCipher(SessionKeys rtp, Aead.Provider rtpAeads, SessionKeys rtcp, Aead.Provider rtcpAeads) {
        this(rtp, rtpAeads, rtcp, rtcpAeads, false);
    }

    /** @param again whether packets may be sealed that were sealed before, to the same bytes */
    GcmCipher(SessionKeys rtp, Aead.Provider rtpAeads, SessionKeys rtcp, Aead.Provider rtcpAeads, boolean again) {
        this.again = again;
        this.rtp = new Keyed(rtp, rtpAeads);
        this.rtcp = new Keyed(rtcp, rtcpAeads);
    }

    @Override
    public int rtpOverhead() {
        return TAG_LENGTH;
    }

    @Override
    public int rtcpOverhead() {
        return TAG_LENGTH + INDEX_WORD;
    }

    @Override
    public int sealRtp(
            byte[] target,
            int offset,
            int headerLength,
            byte[] payload,
            int payloadOffset,
            int payloadLength,
            long index) {
        if (again) {
            // The JDK refuses the nonce that it was given last, which is right for other messages, but not for the
            // same.
            rtp.forget();
        }
        Aead aead = rtp.begin(true, RtpHeader.ssrc(target, offset), index);
        aead.associated(target, offset, headerLength);
        return headerLength + aead.seal(payload, payloadOffset, payloadLength, target, offset + headerLength);
    }

    @Override
    public int openRtp(
            byte[] packet, int offset, int length, int headerLength, long index, byte[] target, int targetOffset) {
        Aead aead = rtp.begin(false, RtpHeader.ssrc(packet, offset), index);
        aead.associated(packet, offset, headerLength);
        int opened =
                aead.open(packet, offset + headerLength, length - headerLength, target, targetOffset + headerLength);
        return opened < 0 ? SrtpStatus.AUTH_FAILED.code() : headerLength + opened;
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int index, byte[] target, int targetOffset) {
        Aead aead = rtcp.begin(true, BigEndian.int32(packet, offset + 4), index);
        BigEndian.put32(word, 0, E_BIT | index);
        aead.associated(packet, offset, RTCP_CLEAR);
        aead.associated(word, 0, INDEX_WORD);
        System.arraycopy(packet, offset, target, targetOffset, RTCP_CLEAR);
        int sealed = RTCP_CLEAR
                + aead.seal(packet, offset + RTCP_CLEAR, length - RTCP_CLEAR, target, targetOffset + RTCP_CLEAR);
        BigEndian.put32(target, targetOffset + sealed, E_BIT | index);
        return sealed + INDEX_WORD;
    }

    @Override
    public int rtcpIndexWord(byte[] packet, int offset, int length) {
        return BigEndian.int32(packet, offset + length - INDEX_WORD);
    }

    @Override
    public int openRtcp(byte[] packet, int offset, int length, byte[] target, int targetOffset) {
        int indexWord = rtcpIndexWord(packet, offset, length);
        int tagEnd = length - INDEX_WORD;
        // Without the E bit all of the packet is associated data and only the tag goes through the cipher.
        int clear = (indexWord & E_BIT) != 0 ? RTCP_CLEAR : tagEnd - TAG_LENGTH;
        Aead aead = rtcp.begin(false, BigEndian.int32(packet, offset + 4), indexWord & ~E_BIT);
        aead.associated(packet, offset, clear);
        aead.associated(packet, offset + tagEnd, INDEX_WORD);
        System.arraycopy(packet, offset, target, targetOffset, clear);
        int opened = aead.open(packet, offset + clear, tagEnd - clear, target, targetOffset + clear);
        return opened < 0 ? SrtpStatus.AUTH_FAILED.code() : clear + opened;
    }

    /** One session key with its salt. */
    private static final class Keyed {
        private final Aead aead;
        private final long saltHigh;
        private final int saltLow;
        private final byte[] nonce = new byte[12];

        Keyed(SessionKeys keys, Aead.Provider aeads) {
            aead = aeads.withKey(keys.encryption);
            saltHigh = BigEndian.int64(keys.salt, 0);
            saltLow = BigEndian.int32(keys.salt, 8);
        }

        /** Starts a message that never comes, under a nonce that none has. */
        void forget() {
            Arrays.fill(nonce, (byte) 0xff);
            aead.begin(true, nonce);
        }

        /** Nonce: two zero bytes, SSRC, 48 bits of index, mixed with the salt (RFC 7714 sections 8.1 and 9.1). */
        Aead begin(boolean seal, int ssrc, long index) {
            BigEndian.put64(nonce, 0, saltHigh ^ ((ssrc & 0xFFFF_FFFFL) << 16) ^ (index >>> 32));
            BigEndian.put32(nonce, 8, saltLow ^ (int) index);
            aead.begin(seal, nonce);
            return aead;
        }
    }
}
