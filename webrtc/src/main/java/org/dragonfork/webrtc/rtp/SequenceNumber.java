package org.dragonfork.webrtc.rtp;

/** Arithmetic of 16-bit RTP sequence numbers, which wrap (RFC 3550 section 5.1); it keeps no state and no rollover. */
public final class SequenceNumber {
    private SequenceNumber() {}

    /**
     * The shortest way from one sequence number to another, -32768..32767; positive when {@code to} comes after. Half
     * the circle, where before and after look the same, counts as before.
     */
    public static int distance(int from, int to) {
        return (short) (to - from);
    }

    /** Whether {@code candidate} comes after {@code reference}. */
    public static boolean isNewer(int candidate, int reference) {
        return distance(reference, candidate) > 0;
    }

    /** The sequence number {@code steps} further on (or back, when negative), 0..65535. */
    public static int plus(int sequenceNumber, int steps) {
        return (sequenceNumber + steps) & 0xFFFF;
    }
}
