package org.dragonfork.server.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessActivity;
import org.dragonfork.egress.process.ProcessRunner;
import org.dragonfork.egress.process.WebrtcSettings;
import org.dragonfork.egress.supervise.LogLine;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessPast;
import org.dragonfork.egress.supervise.ProcessReport;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunProgress;
import org.dragonfork.egress.supervise.RunReport;

/** Runs nothing, and remembers in which order it was asked to. */
public final class FakeRunner implements ProcessRunner {
    public final List<String> calls = new ArrayList<>();
    /** Why no process may start, empty when each may. */
    public String refusal = "";

    /** What a process that runs is said to do. */
    public ProcessState running = ProcessState.RUNNING;

    private final Map<StreamId, Run> runs = new HashMap<>();

    private record Run(ProcessSpec spec, boolean running, ProcessReport report) {}

    @Override
    public synchronized void add(WebrtcSettings settings, ProcessSpec spec, ProcessPast past) {
        calls.add("add " + spec.id());
        if (runs.containsKey(spec.id())) {
            throw new AssertionError("two processes " + spec.id());
        }
        var current = new RunReport(
                Instant.ofEpochSecond(5),
                List.of(),
                List.of(new LogLine(
                        Instant.ofEpochSecond(7), spec.inputs().getFirst().address())));
        runs.put(spec.id(), new Run(spec, false, new ProcessReport(current, past.reports())));
    }

    @Override
    public synchronized Start start(StreamId id) {
        calls.add("start " + id);
        if (!refusal.isEmpty()) {
            return new Start.Refused(refusal);
        }
        Run run = run(id);
        runs.put(id, new Run(run.spec(), true, run.report()));
        return new Start.Ordered();
    }

    @Override
    public synchronized void stop(StreamId id) {
        calls.add("stop " + id);
        Run run = run(id);
        runs.put(id, new Run(run.spec(), false, run.report()));
    }

    @Override
    public synchronized void restart(StreamId id) {
        calls.add("restart " + id);
    }

    @Override
    public synchronized ProcessPast remove(StreamId id) {
        calls.add("remove " + id);
        return Optional.ofNullable(runs.remove(id))
                .map(run -> new ProcessPast(run.report().asHistory(), 1, Map.of()))
                .orElse(ProcessPast.NONE);
    }

    @Override
    public synchronized Optional<ProcessActivity> activity(StreamId id) {
        return Optional.ofNullable(runs.get(id))
                .map(run -> new ProcessActivity(
                        run.running() ? Order.START : Order.STOP,
                        run.running() ? running : ProcessState.FINISHED,
                        Duration.ofSeconds(12),
                        -1,
                        "a line",
                        RunProgress.NONE,
                        1024,
                        12.5,
                        List.of(),
                        List.of("ffmpeg", "-i", "x")));
    }

    @Override
    public synchronized Optional<ProcessReport> report(StreamId id) {
        return Optional.ofNullable(runs.get(id)).map(Run::report);
    }

    public synchronized boolean isRunning(String id) {
        return Optional.ofNullable(runs.get(new StreamId(id))).map(Run::running).orElse(false);
    }

    private Run run(StreamId id) {
        return Optional.ofNullable(runs.get(id)).orElseThrow(() -> new AssertionError("no process " + id));
    }
}
