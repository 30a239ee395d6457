package org.dragonfork.server.process;

import java.util.concurrent.locks.Lock;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessRunner;
import org.dragonfork.egress.supervise.DemandMachine;

/** A process that may be started for its viewers: from the order to start to the order to stop it. */
final class DemandedSource {
    private final StreamId id;
    private final DemandMachine machine;
    private final ProcessRunner runner;
    private final Lock lock;
    private final long sinceEpochSeconds;
    private volatile boolean asleep = true;

    /**
     * @param lock held while the runner is told something about this id
     * @param sinceEpochSeconds when the order to start came
     */
    DemandedSource(StreamId id, DemandMachine machine, ProcessRunner runner, Lock lock, long sinceEpochSeconds) {
        this.id = id;
        this.machine = machine;
        this.runner = runner;
        this.lock = lock;
        this.sinceEpochSeconds = sinceEpochSeconds;
    }

    StreamId id() {
        return id;
    }

    /** Only for the thread that owns all machines. */
    DemandMachine machine() {
        return machine;
    }

    ProcessRunner runner() {
        return runner;
    }

    Lock lock() {
        return lock;
    }

    long sinceEpochSeconds() {
        return sinceEpochSeconds;
    }

    /** Whether nobody wants it; any thread. */
    boolean isAsleep() {
        return asleep;
    }

    /** Tells other threads what the machine is up to; only for the thread that owns it. */
    void publish() {
        asleep = machine.isAsleep();
    }
}
