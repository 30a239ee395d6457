package org.dragonfork.webrtc.srtp;

/** Copies instead of encrypting, so that a test sees what everything around the cipher costs. */
final class NoOpCipher implements PacketCipher {
    @Override
    public int rtpOverhead() {
        return 16;
    }

    @Override
    public int rtcpOverhead() {
        return 20;
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
        System.arraycopy(payload, payloadOffset, target, offset + headerLength, payloadLength);
        return headerLength + payloadLength + 16;
    }

    @Override
    public int openRtp(
            byte[] packet, int offset, int length, int headerLength, long index, byte[] target, int targetOffset) {
        System.arraycopy(
                packet, offset + headerLength, target, targetOffset + headerLength, length - headerLength - 16);
        return length - 16;
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int index, byte[] target, int targetOffset) {
        System.arraycopy(packet, offset, target, targetOffset, length);
        return length + 20;
    }

    @Override
    public int rtcpIndexWord(byte[] packet, int offset, int length) {
        return 0x8000_0000;
    }

    @Override
    public int openRtcp(byte[] packet, int offset, int length, byte[] target, int targetOffset) {
        return length - 20;
    }
}
