package org.dragonfork.webrtc.srtp;

import org.dragonfork.webrtc.rtp.SequenceNumber;

/** The 48-bit index of an SRTP packet: rollover counter and sequence number (RFC 3711 section 3.3.1). */
final class PacketIndex {
    /** Largest index: 32 bits of rollover counter, 16 of sequence number. */
    static final long MAX = (1L << 48) - 1;
    /** Largest SRTCP index: 31 bits. */
    static final long MAX_RTCP = (1L << 31) - 1;

    private static final int HALF = 1 << 15;
    private static final long CYCLE = 1L << 16;

    private PacketIndex() {}

    /**
     * A receiver's guess of the index of a packet (RFC 3711 section 3.3.1, appendix A): the one nearest to the highest
     * index that was authenticated. Below rollover counter zero there is no index, so there the guess stays at zero. May
     * exceed {@link #MAX} by one cycle.
     */
    static long estimate(long highest, int sequenceNumber) {
        int highestSequence = (int) (highest & 0xFFFF);
        long index = (highest & -CYCLE) + sequenceNumber;
        if (highestSequence < HALF) {
            boolean beforeWrap = sequenceNumber - highestSequence > HALF;
            return beforeWrap && index >= CYCLE ? index - CYCLE : index;
        }
        return highestSequence - HALF > sequenceNumber ? index + CYCLE : index;
    }

    /**
     * A sender's next index: the first after {@code last} with this sequence number.
     *
     * @param last index of the packet before, negative when this is the first
     * @return the index, or the code of {@link SrtpStatus#INDEX_REUSED} or {@link SrtpStatus#INDEX_EXHAUSTED}
     */
    static long next(long last, int sequenceNumber) {
        if (last < 0) {
            return sequenceNumber;
        }
        int distance = SequenceNumber.distance((int) last, sequenceNumber);
        if (distance <= 0) {
            return SrtpStatus.INDEX_REUSED.code();
        }
        long index = last + distance;
        return index > MAX ? SrtpStatus.INDEX_EXHAUSTED.code() : index;
    }
}
