package org.dragonfork.webrtc.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.dragonfork.webrtc.rtp.BigEndian;
import org.dragonfork.webrtc.rtp.RtpHeader;

/**
 * AES-GCM of RFC 7714 on the JDK's provider.
 *
 * <pre>
 * SRTP   | header (AAD)  | ciphertext | tag 16 |
 * SRTCP  | 8 bytes (AAD) | ciphertext | tag 16 | E, index (AAD) |
 * </pre>
 */
final class GcmCipher implements PacketCipher {
    private static final int TAG_LENGTH = 16;
    private static final int RTCP_CLEAR = 8;
    private static final int INDEX_WORD = 4;
    private static final int E_BIT = 0x8000_0000;

    private final KeyedGcm rtp;
    private final KeyedGcm rtcp;
    private final byte[] word = new byte[INDEX_WORD];

    GcmCipher(SessionKeys rtp, SessionKeys rtcp) {
        this.rtp = new KeyedGcm(rtp);
        this.rtcp = new KeyedGcm(rtcp);
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
        try {
            Cipher cipher = rtp.begin(Cipher.ENCRYPT_MODE, RtpHeader.ssrc(target, offset), index);
            cipher.updateAAD(target, offset, headerLength);
            return headerLength + cipher.doFinal(payload, payloadOffset, payloadLength, target, offset + headerLength);
        } catch (GeneralSecurityException e) {
            throw refused(e);
        }
    }

    @Override
    public int openRtp(
            byte[] packet, int offset, int length, int headerLength, long index, byte[] target, int targetOffset) {
        try {
            Cipher cipher = rtp.begin(Cipher.DECRYPT_MODE, RtpHeader.ssrc(packet, offset), index);
            cipher.updateAAD(packet, offset, headerLength);
            return headerLength
                    + cipher.doFinal(
                            packet, offset + headerLength, length - headerLength, target, targetOffset + headerLength);
        } catch (AEADBadTagException e) {
            return SrtpStatus.AUTH_FAILED.code();
        } catch (GeneralSecurityException e) {
            throw refused(e);
        }
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int index, byte[] target, int targetOffset) {
        try {
            Cipher cipher = rtcp.begin(Cipher.ENCRYPT_MODE, BigEndian.int32(packet, offset + 4), index);
            BigEndian.put32(word, 0, E_BIT | index);
            cipher.updateAAD(packet, offset, RTCP_CLEAR);
            cipher.updateAAD(word);
            System.arraycopy(packet, offset, target, targetOffset, RTCP_CLEAR);
            int sealed = RTCP_CLEAR
                    + cipher.doFinal(
                            packet, offset + RTCP_CLEAR, length - RTCP_CLEAR, target, targetOffset + RTCP_CLEAR);
            BigEndian.put32(target, targetOffset + sealed, E_BIT | index);
            return sealed + INDEX_WORD;
        } catch (GeneralSecurityException e) {
            throw refused(e);
        }
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
        try {
            Cipher cipher = rtcp.begin(Cipher.DECRYPT_MODE, BigEndian.int32(packet, offset + 4), indexWord & ~E_BIT);
            cipher.updateAAD(packet, offset, clear);
            cipher.updateAAD(packet, offset + tagEnd, INDEX_WORD);
            System.arraycopy(packet, offset, target, targetOffset, clear);
            return clear + cipher.doFinal(packet, offset + clear, tagEnd - clear, target, targetOffset + clear);
        } catch (AEADBadTagException e) {
            return SrtpStatus.AUTH_FAILED.code();
        } catch (GeneralSecurityException e) {
            throw refused(e);
        }
    }

    private static IllegalStateException refused(GeneralSecurityException cause) {
        return new IllegalStateException("AES-GCM refused a packet: index used twice, or no room left", cause);
    }

    /** One session key with its own {@link Cipher}: shared ones would redo the key schedule at every packet. */
    private static final class KeyedGcm {
        private final Cipher cipher;
        private final SecretKeySpec key;
        private final long saltHigh;
        private final int saltLow;
        private final byte[] nonce = new byte[12];

        KeyedGcm(SessionKeys keys) {
            key = new SecretKeySpec(keys.encryption, "AES");
            saltHigh = BigEndian.int64(keys.salt, 0);
            saltLow = BigEndian.int32(keys.salt, 8);
            try {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK has no AES-GCM", e);
            }
        }

        /** Nonce: two zero bytes, SSRC, 48 bits of index, mixed with the salt (RFC 7714 sections 8.1 and 9.1). */
        Cipher begin(int mode, int ssrc, long index) throws GeneralSecurityException {
            BigEndian.put64(nonce, 0, saltHigh ^ ((ssrc & 0xFFFF_FFFFL) << 16) ^ (index >>> 32));
            BigEndian.put32(nonce, 8, saltLow ^ (int) index);
            cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * 8, nonce));
            return cipher;
        }
    }
}
