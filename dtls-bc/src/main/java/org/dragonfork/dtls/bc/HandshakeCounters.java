package org.dragonfork.dtls.bc;

import java.util.concurrent.atomic.LongAdder;

/** The live counters behind {@link HandshakeCounts}; written by many threads, read seldom. */
final class HandshakeCounters {
    final LongAdder started = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder established = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder dropped = new LongAdder();

    HandshakeCounts snapshot() {
        long done = ended.sum();
        long begun = started.sum();
        return new HandshakeCounts(begun, begun - done, established.sum(), failed.sum(), dropped.sum());
    }
}
