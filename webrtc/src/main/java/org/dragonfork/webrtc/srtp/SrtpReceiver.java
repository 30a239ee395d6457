package org.dragonfork.webrtc.srtp;

import org.dragonfork.webrtc.rtp.BigEndian;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Opens what the other side sends: SRTP into RTP and SRTCP into RTCP (RFC 3711, RFC 7714), with replay protection; keeps
 * nothing of a packet that does not authenticate.
 *
 * <p>Results are the length of the clear packet or a negative {@link SrtpStatus#code}: MALFORMED, TOO_MANY_SSRCS,
 * REPLAYED, NO_ROOM, AUTH_FAILED; no bytes whatsoever make it throw. After a negative result the target's content is
 * undefined. Target and source may be the same array with the same offset (in place), otherwise they must not overlap. One
 * thread at a time.
 */
public final class SrtpReceiver {
    private static final int RTCP_CLEAR = 8;
    private static final int E_BIT = 0x8000_0000;

    private final PacketCipher cipher;
    private final ReplayTable rtp = new ReplayTable();
    private final ReplayTable rtcp = new ReplayTable();

    /** A receiver that has seen no packet yet. */
    public SrtpReceiver(SrtpKeys keys) {
        this(PacketCipher.of(keys));
    }

    SrtpReceiver(PacketCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * Opens an SRTP packet. The first packet of an SSRC is taken to be of rollover counter zero, as a sender starts there
     * with a sequence number below 2^15.
     */
    public int unprotectRtp(byte[] packet, int offset, int length, byte[] target, int targetOffset) {
        int headerLength = RtpHeader.headerLength(packet, offset, length);
        if (headerLength < 0 || length < headerLength + cipher.rtpOverhead() || length > PacketCipher.MAX_LENGTH) {
            return SrtpStatus.MALFORMED.code();
        }
        int ssrc = RtpHeader.ssrc(packet, offset);
        int sequenceNumber = RtpHeader.sequenceNumber(packet, offset);
        ReplayWindow window = rtp.find(ssrc);
        long index = window == null ? sequenceNumber : PacketIndex.estimate(window.highest(), sequenceNumber);
        int refusal = refusal(rtp, window, index, PacketIndex.MAX);
        if (refusal < 0) {
            return refusal;
        }
        if (!hasRoom(target, targetOffset, length - cipher.rtpOverhead())) {
            return SrtpStatus.NO_ROOM.code();
        }
        System.arraycopy(packet, offset, target, targetOffset, headerLength);
        int opened = cipher.openRtp(packet, offset, length, headerLength, index, target, targetOffset);
        return record(rtp, window, ssrc, index, opened);
    }

    /** Opens an SRTCP packet. One that is authenticated but not encrypted (E bit clear) is accepted. */
    public int unprotectRtcp(byte[] packet, int offset, int length, byte[] target, int targetOffset) {
        if ((offset | length) < 0
                || length > packet.length - offset
                || length < RTCP_CLEAR + cipher.rtcpOverhead()
                || length > PacketCipher.MAX_LENGTH
                || RtpHeader.version(packet, offset) != 2) {
            return SrtpStatus.MALFORMED.code();
        }
        int ssrc = BigEndian.int32(packet, offset + 4);
        int index = cipher.rtcpIndexWord(packet, offset, length) & ~E_BIT;
        ReplayWindow window = rtcp.find(ssrc);
        int refusal = refusal(rtcp, window, index, PacketIndex.MAX_RTCP);
        if (refusal < 0) {
            return refusal;
        }
        if (!hasRoom(target, targetOffset, length - cipher.rtcpOverhead())) {
            return SrtpStatus.NO_ROOM.code();
        }
        int opened = cipher.openRtcp(packet, offset, length, target, targetOffset);
        return record(rtcp, window, ssrc, index, opened);
    }

    /** SSRCs for which state is kept, of both kinds. */
    int ssrcCount() {
        return rtp.size() + rtcp.size();
    }

    private static int refusal(ReplayTable table, @Nullable ReplayWindow window, long index, long maxIndex) {
        if (window == null) {
            return table.isFull() ? SrtpStatus.TOO_MANY_SSRCS.code() : 0;
        }
        // An index past the last one would wrap to one that was used.
        return index <= maxIndex && window.accepts(index) ? 0 : SrtpStatus.REPLAYED.code();
    }

    private static int record(ReplayTable table, @Nullable ReplayWindow window, int ssrc, long index, int opened) {
        if (opened >= 0) {
            (window == null ? table.add(ssrc) : window).record(index);
        }
        return opened;
    }

    private static boolean hasRoom(byte[] target, int targetOffset, int length) {
        return targetOffset >= 0 && length <= target.length - targetOffset;
    }
}
