package org.dragonfork.webrtc.srtp;

import java.util.function.Supplier;
import org.dragonfork.webrtc.rtp.BigEndian;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.rtp.SequenceNumber;
import org.jspecify.annotations.Nullable;

/**
 * Protects what one side sends: RTP into SRTP and RTCP into SRTCP (RFC 3711, RFC 7714), with the rollover counter of each
 * SSRC; not for packets received.
 *
 * <p>Results are the length of the protected packet or a negative {@link SrtpStatus#code}; nothing is thrown for a packet
 * that is refused. No index is used twice: sequence numbers of an SSRC must rise, gaps below 2^15 are fine. One thread at
 * a time. An SRTP packet grows by {@link SrtpProfile#rtpTagLength}, an SRTCP packet by
 * {@link SrtpProfile#rtcpTagLength} and 4.
 */
public final class SrtpSender {
    private static final int RTCP_CLEAR = 8;

    private final PacketCipher cipher;
    private final SentIndexes indexes;
    private final Supplier<PacketCipher> spare;
    private @Nullable PacketCipher again;

    /** A sender with no packet sent: all rollover counters are zero. */
    public SrtpSender(SrtpKeys keys) {
        this(keys, Aead.jdk());
    }

    /** The same, with another AES-GCM than that of the JDK where the profile is one of GCM. */
    public SrtpSender(SrtpKeys keys, Aead.Provider aeads) {
        this(PacketCipher.of(keys, aeads), new SentIndexes(), () -> PacketCipher.again(keys, aeads));
    }

    SrtpSender(PacketCipher cipher, SentIndexes indexes) {
        this(cipher, indexes, () -> cipher);
    }

    private SrtpSender(PacketCipher cipher, SentIndexes indexes, Supplier<PacketCipher> spare) {
        this.spare = spare;
        this.cipher = cipher;
        this.indexes = indexes;
    }

    /**
     * Seals an RTP packet whose header stands in the target already and whose payload stands elsewhere, which saves the
     * fan-out a copy per viewer.
     *
     * @param headerLength bytes of the header at {@code targetOffset}, CSRCs and extension included
     * @param payload array of the payload; it may be the target if the payload stands right behind the header
     * @return length of the packet at {@code targetOffset}, or a negative status: MALFORMED, NO_ROOM, TOO_MANY_SSRCS,
     *     INDEX_REUSED, INDEX_EXHAUSTED
     */
    public int sealRtp(
            byte[] target, int targetOffset, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
        int refusal = refusal(target, targetOffset, headerLength, payload, payloadOffset, payloadLength);
        if (refusal < 0) {
            return refusal;
        }
        int slot = indexes.slotOf(RtpHeader.ssrc(target, targetOffset));
        if (slot == SentIndexes.FULL) {
            return SrtpStatus.TOO_MANY_SSRCS.code();
        }
        long index = PacketIndex.next(indexes.lastRtp(slot), RtpHeader.sequenceNumber(target, targetOffset));
        if (index < 0) {
            return (int) index;
        }
        // Before the cipher runs: an index that it failed with is spent all the same.
        indexes.sentRtp(slot, index);
        return cipher.sealRtp(target, targetOffset, headerLength, payload, payloadOffset, payloadLength, index);
    }

    /**
     * Seals once more a packet that was sealed before, to the same bytes: the same header, the same payload, the same index.
     * The caller answers for that; other bytes under an index that was used break the profile's security. Another cipher
     * than for the first time, as those refuse an index twice; it is made at the first use.
     *
     * @return as {@link #sealRtp}; INDEX_REUSED for a sequence number above the last one that was sealed, or so far below
     *     that it cannot be told which one is meant
     */
    public int resealRtp(
            byte[] target, int targetOffset, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
        int refusal = refusal(target, targetOffset, headerLength, payload, payloadOffset, payloadLength);
        if (refusal < 0) {
            return refusal;
        }
        int slot = indexes.slotOf(RtpHeader.ssrc(target, targetOffset));
        if (slot == SentIndexes.FULL) {
            return SrtpStatus.TOO_MANY_SSRCS.code();
        }
        long last = indexes.lastRtp(slot);
        int back = SequenceNumber.distance(RtpHeader.sequenceNumber(target, targetOffset), (int) last & 0xffff);
        if (last < 0 || back < 0 || back > last) {
            return SrtpStatus.INDEX_REUSED.code();
        }
        PacketCipher other = again;
        if (other == null) {
            other = spare.get();
            again = other;
        }
        return other.sealRtp(target, targetOffset, headerLength, payload, payloadOffset, payloadLength, last - back);
    }

    /**
     * Protects a whole RTP packet into another array, or in place.
     *
     * @return as {@link #sealRtp}
     */
    public int protectRtp(byte[] packet, int offset, int length, byte[] target, int targetOffset) {
        int headerLength = RtpHeader.headerLength(packet, offset, length);
        if (headerLength < 0) {
            return SrtpStatus.MALFORMED.code();
        }
        if (targetOffset < 0 || target.length - targetOffset < headerLength) {
            return SrtpStatus.NO_ROOM.code();
        }
        System.arraycopy(packet, offset, target, targetOffset, headerLength);
        return sealRtp(target, targetOffset, headerLength, packet, offset + headerLength, length - headerLength);
    }

    /**
     * Protects an RTCP packet, compound or reduced-size, into another array, or in place.
     *
     * @return length of the packet at {@code targetOffset}, or a negative status: MALFORMED, NO_ROOM, TOO_MANY_SSRCS,
     *     INDEX_EXHAUSTED
     */
    public int protectRtcp(byte[] packet, int offset, int length, byte[] target, int targetOffset) {
        if (!holds(packet, offset, length)
                || length < RTCP_CLEAR
                || length > PacketCipher.MAX_LENGTH
                || RtpHeader.version(packet, offset) != 2
                || !RtpHeader.isRtcp(packet, offset, length)) {
            return SrtpStatus.MALFORMED.code();
        }
        if (targetOffset < 0 || target.length - targetOffset - cipher.rtcpOverhead() < length) {
            return SrtpStatus.NO_ROOM.code();
        }
        int slot = indexes.slotOf(BigEndian.int32(packet, offset + 4));
        if (slot == SentIndexes.FULL) {
            return SrtpStatus.TOO_MANY_SSRCS.code();
        }
        long index = indexes.nextRtcp(slot);
        if (index > PacketIndex.MAX_RTCP) {
            return SrtpStatus.INDEX_EXHAUSTED.code();
        }
        indexes.sentRtcp(slot, index);
        return cipher.sealRtcp(packet, offset, length, (int) index, target, targetOffset);
    }

    private int refusal(
            byte[] target, int targetOffset, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
        if (RtpHeader.headerLength(target, targetOffset, headerLength) != headerLength
                || !holds(payload, payloadOffset, payloadLength)
                || payloadLength > PacketCipher.MAX_LENGTH - headerLength) {
            return SrtpStatus.MALFORMED.code();
        }
        if (target.length - targetOffset - headerLength - cipher.rtpOverhead() < payloadLength) {
            return SrtpStatus.NO_ROOM.code();
        }
        return 0;
    }

    private static boolean holds(byte[] array, int offset, int length) {
        return (offset | length) >= 0 && length <= array.length - offset;
    }
}
