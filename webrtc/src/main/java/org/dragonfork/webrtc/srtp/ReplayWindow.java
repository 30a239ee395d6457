package org.dragonfork.webrtc.srtp;

/**
 * Which of the latest packet indexes were received (RFC 3711 section 3.3.2): a ring of bits of which one word is always
 * free, so that moving on clears whole words (the scheme of RFC 6479).
 */
final class ReplayWindow {
    private static final int WORDS = 16;
    /**
     * Indexes behind the highest that can still be accepted. The RFC wants 64; a retransmission on the same SSRC may come
     * a second of video late, which is several hundred packets.
     */
    static final int SIZE = (WORDS - 1) * Long.SIZE;

    private final long[] received = new long[WORDS];
    private long highest = -1;

    /** Highest recorded index, -1 when there is none. */
    long highest() {
        return highest;
    }

    /** Whether an index is neither recorded nor too old to tell. */
    boolean accepts(long index) {
        if (index > highest) {
            return true;
        }
        return highest - index < SIZE && (received[word(index)] & bit(index)) == 0;
    }

    /** Records an index that {@link #accepts} accepted and whose packet was authenticated. */
    void record(long index) {
        if (index > highest) {
            long fresh = Math.min((index >> 6) - (highest >> 6), WORDS);
            for (long i = 0; i < fresh; i++) {
                received[word(index - i * Long.SIZE)] = 0;
            }
            highest = index;
        }
        received[word(index)] |= bit(index);
    }

    private static int word(long index) {
        return (int) (index >> 6) & (WORDS - 1);
    }

    private static long bit(long index) {
        return 1L << index;
    }
}
