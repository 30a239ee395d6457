package org.dragonfork.egress.media;

/**
 * Where datagrams leave. A run is what one viewer gets at once: datagrams back to back, all of one size but the last, which
 * may be shorter (the form that UDP segmentation offload takes).
 *
 * <p>Never blocks and never queues beyond {@link #flush}: what the system does not take at once is dropped and counted.
 * One thread at a time.
 */
public interface DatagramSink {
    /** Hears what became of a run. */
    @FunctionalInterface
    interface Outcome {
        /**
         * Said once for each run.
         *
         * @param datagrams how many the system took
         * @param full whether the rest was dropped because the send buffer is full, and not because of an error
         */
        void taken(int datagrams, boolean full);
    }

    /**
     * Sends a run at once.
     *
     * @param bytes the run; not kept
     * @param length of the whole run, above 0
     * @param segmentSize bytes of each datagram but the last, above 0
     * @return how many datagrams the system took
     */
    int send(byte[] bytes, int offset, int length, int segmentSize, Destination to);

    /**
     * Sends a run, maybe together with runs for others: at the latest {@link #flush} does it and tells the outcome. Not for
     * two runs of one viewer between two flushes.
     *
     * @param bytes the run; not kept
     */
    default void gather(byte[] bytes, int offset, int length, int segmentSize, Destination to, Outcome outcome) {
        outcome.taken(send(bytes, offset, length, segmentSize, to), true);
    }

    /** Sends what was gathered. */
    default void flush() {
        // Whoever sends at once has nothing left.
    }

    /** What was counted so far; any thread, and a little late. */
    default SinkCounts counts() {
        return SinkCounts.NONE;
    }
}
