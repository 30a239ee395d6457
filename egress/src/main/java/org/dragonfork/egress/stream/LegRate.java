package org.dragonfork.egress.stream;

/**
 * How fast packets of a leg come in: the mean between two looks that are at least a second apart, so that nothing is done for
 * a packet. Belongs to the thread that looks.
 */
final class LegRate {
    private static final long WINDOW_NANOS = 1_000_000_000L;

    private long fromNanos;
    private long fromPackets;
    private long fromBytes;
    private double packetsPerSecond = -1;
    private double bitsPerSecond = -1;

    LegRate(long nowNanos) {
        this.fromNanos = nowNanos;
    }

    /** Looks at counts that only grow; nothing happens when the last window is not over yet. */
    void sample(long packets, long bytes, long nowNanos) {
        long window = nowNanos - fromNanos;
        if (window < WINDOW_NANOS) {
            return;
        }
        packetsPerSecond = (packets - fromPackets) * 1e9 / window;
        bitsPerSecond = (bytes - fromBytes) * 8e9 / window;
        fromNanos = nowNanos;
        fromPackets = packets;
        fromBytes = bytes;
    }

    /** Negative in the first window. */
    double packetsPerSecond() {
        return packetsPerSecond;
    }

    /** Negative in the first window. */
    double bitsPerSecond() {
        return bitsPerSecond;
    }
}
