package org.dragonfork.webrtc.srtp;

import org.dragonfork.webrtc.rtp.BigEndian;
import org.dragonfork.webrtc.rtp.RtpHeader;

/**
 * AES counter mode with HMAC-SHA1 (RFC 3711 sections 3.1 and 3.4).
 *
 * <pre>
 * SRTP   | header  | ciphertext | tag 10 |                  tag covers all before it and the rollover counter
 * SRTCP  | 8 bytes | ciphertext | E, index 4 | tag 10 |     tag covers all before it
 * </pre>
 */
final class CounterModeCipher implements PacketCipher {
    private static final int RTCP_CLEAR = 8;
    private static final int INDEX_WORD = 4;
    private static final int E_BIT = 0x8000_0000;

    private final AesKeystream rtpKeystream;
    private final PacketMac rtpMac;
    private final AesKeystream rtcpKeystream;
    private final PacketMac rtcpMac;

    CounterModeCipher(SessionKeys rtp, SessionKeys rtcp) {
        rtpKeystream = new AesKeystream(rtp.encryption, rtp.salt);
        rtpMac = new PacketMac(rtp.authentication);
        rtcpKeystream = new AesKeystream(rtcp.encryption, rtcp.salt);
        rtcpMac = new PacketMac(rtcp.authentication);
    }

    @Override
    public int rtpOverhead() {
        return PacketMac.TAG_LENGTH;
    }

    @Override
    public int rtcpOverhead() {
        return PacketMac.TAG_LENGTH + INDEX_WORD;
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
        int ssrc = RtpHeader.ssrc(target, offset);
        rtpKeystream.apply(ssrc, index, payload, payloadOffset, payloadLength, target, offset + headerLength);
        int length = headerLength + payloadLength;
        rtpMac.compute(target, offset, length, rolloverCounter(index));
        rtpMac.write(target, offset + length);
        return length + PacketMac.TAG_LENGTH;
    }

    @Override
    public int openRtp(
            byte[] packet, int offset, int length, int headerLength, long index, byte[] target, int targetOffset) {
        int clearLength = length - PacketMac.TAG_LENGTH;
        rtpMac.compute(packet, offset, clearLength, rolloverCounter(index));
        if (!rtpMac.matches(packet, offset + clearLength)) {
            return SrtpStatus.AUTH_FAILED.code();
        }
        rtpKeystream.apply(
                RtpHeader.ssrc(packet, offset),
                index,
                packet,
                offset + headerLength,
                clearLength - headerLength,
                target,
                targetOffset + headerLength);
        return clearLength;
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int index, byte[] target, int targetOffset) {
        System.arraycopy(packet, offset, target, targetOffset, RTCP_CLEAR);
        crypt(packet, offset, length, index, target, targetOffset);
        BigEndian.put32(target, targetOffset + length, E_BIT | index);
        int authenticated = length + INDEX_WORD;
        rtcpMac.compute(target, targetOffset, authenticated);
        rtcpMac.write(target, targetOffset + authenticated);
        return authenticated + PacketMac.TAG_LENGTH;
    }

    @Override
    public int rtcpIndexWord(byte[] packet, int offset, int length) {
        return BigEndian.int32(packet, offset + length - PacketMac.TAG_LENGTH - INDEX_WORD);
    }

    @Override
    public int openRtcp(byte[] packet, int offset, int length, byte[] target, int targetOffset) {
        int authenticated = length - PacketMac.TAG_LENGTH;
        rtcpMac.compute(packet, offset, authenticated);
        if (!rtcpMac.matches(packet, offset + authenticated)) {
            return SrtpStatus.AUTH_FAILED.code();
        }
        int indexWord = rtcpIndexWord(packet, offset, length);
        int clearLength = authenticated - INDEX_WORD;
        if ((indexWord & E_BIT) == 0) {
            System.arraycopy(packet, offset, target, targetOffset, clearLength);
        } else {
            System.arraycopy(packet, offset, target, targetOffset, RTCP_CLEAR);
            crypt(packet, offset, clearLength, indexWord & ~E_BIT, target, targetOffset);
        }
        return clearLength;
    }

    private void crypt(byte[] packet, int offset, int length, int index, byte[] target, int targetOffset) {
        rtcpKeystream.apply(
                BigEndian.int32(packet, offset + 4),
                index,
                packet,
                offset + RTCP_CLEAR,
                length - RTCP_CLEAR,
                target,
                targetOffset + RTCP_CLEAR);
    }

    private static int rolloverCounter(long index) {
        return (int) (index >>> 16);
    }
}
