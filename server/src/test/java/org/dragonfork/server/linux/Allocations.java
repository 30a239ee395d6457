package org.dragonfork.server.linux;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.Destination;

/** What sending costs in garbage. */
final class Allocations {
    private static final int FLUSHES = 2_000;
    private static final int RUNS = 8;
    private static final int DATAGRAMS = 11;

    private Allocations() {}

    /** Bytes for each datagram of this many octets. */
    static double perDatagram(DatagramSink sink, Destination to, int segment) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] run = new byte[DATAGRAMS * segment];
        DatagramSink.Outcome outcome = (_, _) -> {};
        double least = Double.MAX_VALUE;
        // The best of several rounds: until it is compiled, it allocates on the compiler's account.
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < FLUSHES; i++) {
                for (int j = 0; j < RUNS; j++) {
                    sink.gather(run, 0, run.length, segment, to, outcome);
                }
                sink.flush();
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, allocated / ((double) FLUSHES * RUNS * DATAGRAMS));
        }
        return least;
    }
}
