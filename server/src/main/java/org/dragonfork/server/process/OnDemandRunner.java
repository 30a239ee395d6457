package org.dragonfork.server.process;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessActivity;
import org.dragonfork.egress.process.ProcessRunner;
import org.dragonfork.egress.process.WebrtcSettings;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessPast;
import org.dragonfork.egress.supervise.ProcessReport;
import org.dragonfork.egress.supervise.ProcessSpec;

/**
 * A runner to which an order to start a process with {@code on_demand} means: as soon as somebody watches. Everything else it
 * hands on.
 */
public final class OnDemandRunner implements ProcessRunner {
    /** What such a process says of itself while nobody watches. */
    static final String SLEEPS = "sleeps until somebody watches";

    private final ProcessRunner runner;
    private final OnDemandSources sources;
    private final Map<StreamId, ReentrantLock> onDemand = new ConcurrentHashMap<>();

    public OnDemandRunner(ProcessRunner runner, OnDemandSources sources) {
        this.runner = runner;
        this.sources = sources;
    }

    @Override
    public void add(WebrtcSettings settings, ProcessSpec spec, ProcessPast past) {
        runner.add(settings, spec, past);
        // Without legs nobody could ever ask for it.
        if (settings.onDemand() && spec.legs().isPresent()) {
            onDemand.put(spec.id(), new ReentrantLock());
        }
    }

    @Override
    public Start start(StreamId id) {
        ReentrantLock lock = onDemand.get(id);
        if (lock == null) {
            return runner.start(id);
        }
        sources.arm(id, runner, lock);
        return new Start.Ordered();
    }

    @Override
    public void stop(StreamId id) {
        ReentrantLock lock = onDemand.get(id);
        if (lock == null) {
            runner.stop(id);
            return;
        }
        sources.disarm(id);
        lock.lock();
        try {
            runner.stop(id);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void restart(StreamId id) {
        runner.restart(id);
    }

    @Override
    public ProcessPast remove(StreamId id) {
        ReentrantLock lock = onDemand.remove(id);
        if (lock == null) {
            return runner.remove(id);
        }
        sources.disarm(id);
        lock.lock();
        try {
            return runner.remove(id);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<ProcessActivity> activity(StreamId id) {
        Optional<ProcessActivity> activity = runner.activity(id);
        return sources.isAsleep(id)
                ? activity.map(found -> new ProcessActivity(
                        Order.START,
                        found.state(),
                        found.inState(),
                        -1,
                        SLEEPS,
                        found.progress(),
                        found.memoryBytes(),
                        found.cpuPercent(),
                        found.warnings(),
                        found.command()))
                : activity;
    }

    @Override
    public Optional<ProcessReport> report(StreamId id) {
        return runner.report(id);
    }
}
