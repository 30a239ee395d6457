package org.dragonfork.webrtc.srtp;

/** The rollover state of the SSRCs that one sender has used: last SRTP index and next SRTCP index of each. */
final class SentIndexes {
    /** Audio, video and its retransmission stream, each of which may be replaced a few times in a session. */
    static final int CAPACITY = 16;
    /** Answer of {@link #slotOf} when one more SSRC does not fit. */
    static final int FULL = -1;

    private final int[] ssrcs = new int[CAPACITY];
    private final long[] lastRtp = new long[CAPACITY];
    private final long[] nextRtcp = new long[CAPACITY];
    private int count;

    /** The slot of an SSRC, taken for it at its first use; {@link #FULL} when there is none left. */
    int slotOf(int ssrc) {
        for (int slot = 0; slot < count; slot++) {
            if (ssrcs[slot] == ssrc) {
                return slot;
            }
        }
        if (count == CAPACITY) {
            return FULL;
        }
        ssrcs[count] = ssrc;
        lastRtp[count] = -1;
        return count++;
    }

    /** Index of the last packet, -1 when none was sent. */
    long lastRtp(int slot) {
        return lastRtp[slot];
    }

    void sentRtp(int slot, long index) {
        lastRtp[slot] = index;
    }

    /** Index of the next SRTCP packet; the first is 0 (RFC 3711 section 3.4). */
    long nextRtcp(int slot) {
        return nextRtcp[slot];
    }

    void sentRtcp(int slot, long index) {
        nextRtcp[slot] = index + 1;
    }
}
