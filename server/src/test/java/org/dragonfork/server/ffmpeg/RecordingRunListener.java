package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.ProcessWarning;
import org.dragonfork.egress.supervise.RunEnd;
import org.dragonfork.egress.supervise.RunListener;

/** Writes down what it is told, one line each. */
final class RecordingRunListener implements RunListener {
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<RunEnd> ends = new CopyOnWriteArrayList<>();
    final AtomicInteger progress = new AtomicInteger();
    final List<LegPlan> plans = new CopyOnWriteArrayList<>();
    final List<String> descriptions = new CopyOnWriteArrayList<>();

    @Override
    public void stateChanged(StreamId id, ProcessState from, ProcessState to) {
        told.add(from + " -> " + to);
    }

    @Override
    public void mediaDescribed(StreamId id, String sdp) {
        descriptions.add(sdp);
        told.add("described");
    }

    @Override
    public void progressed(StreamId id) {
        progress.incrementAndGet();
    }

    @Override
    public void planning(StreamId id, String why) {
        told.add("planning: " + why);
    }

    @Override
    public void awaitsSender(StreamId id, String address) {
        told.add("awaits " + address);
    }

    @Override
    public void planned(StreamId id, LegPlan plan) {
        plans.add(plan);
        told.add("planned");
    }

    @Override
    public void warned(StreamId id, ProcessWarning warning) {
        told.add("warned: " + warning.kind() + ", " + warning.text());
    }

    @Override
    public void warningOver(StreamId id, ProcessWarning.Kind kind) {
        told.add("over: " + kind);
    }

    @Override
    public void runStarted(StreamId id) {
        told.add("run started");
    }

    @Override
    public void runEnded(StreamId id, RunEnd end) {
        ends.add(end);
        told.add("run ended: " + end.state() + ", " + end.why());
    }

    long count(String line) {
        return told.stream().filter(line::equals).count();
    }

    void await(String line, long times) {
        Await.until(line + " was told " + times + " times", Duration.ofSeconds(10), () -> count(line) >= times);
    }
}
