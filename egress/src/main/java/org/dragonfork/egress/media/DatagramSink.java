package org.dragonfork.egress.media;

import java.net.InetSocketAddress;

/**
 * Where datagrams leave. A run is what one viewer gets at once: datagrams back to back, all of one size but the last, which
 * may be shorter (the form that UDP segmentation offload takes).
 *
 * <p>Never blocks and never queues: what the system does not take at once is dropped and counted.
 */
public interface DatagramSink {
    /**
     * Sends a run.
     *
     * @param bytes the run; not kept
     * @param length of the whole run, above 0
     * @param segmentSize bytes of each datagram but the last, above 0
     * @return how many datagrams the system took
     */
    int send(byte[] bytes, int offset, int length, int segmentSize, InetSocketAddress to);
}
