package org.dragonfork.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ConfigChange;
import org.dragonfork.egress.process.ProcessCommand;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessIo;
import org.dragonfork.egress.process.ProcessOutcome;
import org.dragonfork.egress.process.ProcessSnapshot;
import org.dragonfork.egress.process.StoredProcess;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProcessState;
import org.junit.jupiter.api.Test;

final class SupervisedProcessesTest {
    private static final StreamId CAM = new StreamId("cam");

    private final FakeRunner runner = new FakeRunner();
    private final FailingStore store = new FailingStore();
    private Instant now = Instant.ofEpochSecond(1000);
    private SupervisedProcesses processes = load();

    @Test
    void startsAndKeepsWhatIsAddedAndShallStartByItself() {
        ProcessSnapshot added = done(processes.add(config("cam", true)));

        assertThat(runner.calls).containsExactly("add cam", "start cam");
        assertThat(added.activity().order()).isEqualTo(Order.START);
        assertThat(added.createdAt()).isEqualTo(1000);
        assertThat(kept("cam").order()).isEqualTo(Order.START);
        assertThat(kept("cam").ffmpegVersions()).isEqualTo("^6.1.0");
    }

    @Test
    void onlyTakesInWhatShallNotStartByItself() {
        done(processes.add(config("cam", false)));

        assertThat(runner.calls).containsExactly("add cam");
        assertThat(kept("cam").order()).isEqualTo(Order.STOP);
    }

    @Test
    void refusesASecondProcessOfAnId() {
        done(processes.add(config("cam", true)));

        assertThat(processes.add(config("cam", false))).isEqualTo(new ProcessOutcome.IdTaken(CAM));
        assertThat(runner.isRunning("cam")).isTrue();
    }

    @Test
    void refusesWhatBreaksTheRulesOrCannotBeResolvedAndKeepsNothing() {
        assertThat(processes.add(ProcessConfig.empty(CAM)))
                .isEqualTo(new ProcessOutcome.Invalid(List.of(
                        "input needs at least one entry", "output needs at least one entry, or webrtc.enabled")));
        assertThat(processes.add(config("cam", "bad:address", true)))
                .isEqualTo(new ProcessOutcome.Invalid(List.of("input[0].address is not allowed")));
        assertThat(processes.add(config("..", true)))
                .isEqualTo(new ProcessOutcome.Invalid(List.of("id must not be a dot or two, as no URL can name it")));
        assertThat(runner.calls).isEmpty();
        assertThat(store.processes()).isEmpty();
    }

    @Test
    void forgetsWhatMayNotStart() {
        runner.refusal = "2 processes run already";

        assertThat(processes.add(config("cam", true))).isEqualTo(new ProcessOutcome.Refused("2 processes run already"));
        assertThat(processes.get(CAM)).isEmpty();
        assertThat(runner.activity(CAM)).isEmpty();
        assertThat(store.processes()).isEmpty();
    }

    @Test
    void undoesWhatCannotBeKept() {
        store.full = true;

        assertThat(processes.add(config("cam", true))).isEqualTo(new ProcessOutcome.NotKept("the disk is full"));
        assertThat(processes.get(CAM)).isEmpty();
        assertThat(runner.activity(CAM)).isEmpty();
    }

    @Test
    void changesNothingOnAnUpdateThatCannotBeKept() {
        done(processes.add(config("cam", true)));
        runner.calls.clear();
        store.full = true;

        assertThat(processes.update(CAM, to(config("cam", "other", true)))).isInstanceOf(ProcessOutcome.NotKept.class);
        assertThat(runner.calls).isEmpty();
        assertThat(processes.get(CAM).orElseThrow().config().inputs().getFirst().address())
                .isEqualTo("a");
    }

    @Test
    void exchangesARunningProcessOnAnUpdateAndCarriesOverWhatBelongsToIt() {
        done(processes.add(config("cam", true)));
        done(processes.putMetadata(CAM, "key", "{\"a\":1}"));
        now = Instant.ofEpochSecond(2000);
        runner.calls.clear();

        ProcessSnapshot updated = done(processes.update(CAM, to(config("cam", "other", false))));

        assertThat(runner.calls).containsExactly("remove cam", "add cam", "start cam");
        assertThat(updated.activity().order()).isEqualTo(Order.START);
        assertThat(updated.metadata()).isEqualTo(Map.of("key", "{\"a\":1}"));
        assertThat(updated.report().history()).hasSize(1);
        assertThat(updated.createdAt()).isEqualTo(2000);
        assertThat(updated.updatedAt()).isEqualTo(2000);
        assertThat(kept("cam").config().inputs().getFirst().address()).isEqualTo("other");
    }

    @Test
    void leavesAStoppedProcessStoppedOnAnUpdate() {
        done(processes.add(config("cam", false)));

        done(processes.update(CAM, to(config("cam", "other", true))));

        assertThat(runner.isRunning("cam")).isFalse();
        assertThat(kept("cam").order()).isEqualTo(Order.STOP);
    }

    @Test
    void renamesAndKeepsThePlaceInTheList() {
        done(processes.add(config("cam", true)));
        done(processes.add(config("other", true)));

        done(processes.update(CAM, to(config("door", true))));

        assertThat(ids()).containsExactly("door", "other");
        assertThat(store.processes())
                .extracting(process -> process.config().id().value())
                .containsExactly("door", "other");
        assertThat(runner.isRunning("door")).isTrue();
        assertThat(runner.activity(CAM)).isEmpty();
        assertThat(processes.update(new StreamId("door"), to(config("other", true))))
                .isEqualTo(new ProcessOutcome.IdTaken(new StreamId("other")));
    }

    @Test
    void keepsAnUpdateWhoseProcessMayNotStartAndSaysWhy() {
        done(processes.add(config("cam", true)));
        runner.refusal = "no UDP ports";

        ProcessSnapshot updated = done(processes.update(CAM, to(config("cam", "other", true))));

        assertThat(updated.activity().order()).isEqualTo(Order.START);
        assertThat(updated.activity().state()).isEqualTo(ProcessState.FAILED);
        assertThat(updated.activity().lastLogLine()).isEqualTo("no UDP ports");
        runner.refusal = "";
        assertThat(done(processes.command(CAM, ProcessCommand.START)).activity().state())
                .isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void keepsTheOrderOfACommand() {
        done(processes.add(config("cam", true)));

        done(processes.command(CAM, ProcessCommand.STOP));
        assertThat(kept("cam").order()).isEqualTo(Order.STOP);
        assertThat(runner.isRunning("cam")).isFalse();
        done(processes.command(CAM, ProcessCommand.START));
        assertThat(kept("cam").order()).isEqualTo(Order.START);
        assertThat(runner.isRunning("cam")).isTrue();
    }

    @Test
    void doesNothingOnASecondStartOrStop() {
        done(processes.add(config("cam", true)));
        runner.calls.clear();

        done(processes.command(CAM, ProcessCommand.START));
        assertThat(runner.calls).isEmpty();
        done(processes.command(CAM, ProcessCommand.STOP));
        done(processes.command(CAM, ProcessCommand.STOP));
        assertThat(runner.calls).containsExactly("stop cam");
    }

    @Test
    void undoesACommandThatCannotBeKept() {
        done(processes.add(config("cam", true)));
        done(processes.add(config("idle", false)));
        store.full = true;

        assertThat(processes.command(CAM, ProcessCommand.STOP)).isInstanceOf(ProcessOutcome.NotKept.class);
        assertThat(runner.isRunning("cam")).isTrue();
        assertThat(processes.command(new StreamId("idle"), ProcessCommand.START))
                .isInstanceOf(ProcessOutcome.NotKept.class);
        assertThat(runner.isRunning("idle")).isFalse();
        assertThat(processes.delete(CAM)).isInstanceOf(ProcessOutcome.NotKept.class);
        assertThat(runner.isRunning("cam")).isTrue();
        assertThat(processes.putMetadata(CAM, "key", "1")).isInstanceOf(ProcessOutcome.NotKept.class);
        assertThat(processes.get(CAM).orElseThrow().metadata()).isEmpty();
        assertThat(processes.putMetadata("key", "1")).contains("the disk is full");
    }

    @Test
    void beginsAgainOnReloadAndOnlyEndsTheRunOnRestart() {
        done(processes.add(config("cam", true)));
        runner.calls.clear();

        done(processes.command(CAM, ProcessCommand.RESTART));
        done(processes.command(CAM, ProcessCommand.RELOAD));

        assertThat(runner.calls).containsExactly("restart cam", "remove cam", "add cam", "start cam");
    }

    @Test
    void answersForAProcessThatIsNotThere() {
        for (ProcessCommand command : ProcessCommand.values()) {
            assertThat(processes.command(CAM, command)).isEqualTo(new ProcessOutcome.UnknownProcess(CAM));
        }
        assertThat(processes.delete(CAM)).isEqualTo(new ProcessOutcome.UnknownProcess(CAM));
        assertThat(processes.update(CAM, to(config("cam", true)))).isEqualTo(new ProcessOutcome.UnknownProcess(CAM));
        assertThat(processes.putMetadata(CAM, "key", "1")).isEqualTo(new ProcessOutcome.UnknownProcess(CAM));
        assertThat(processes.probe(CAM)).isEmpty();
    }

    @Test
    void comesBackAsItWasAfterARestartOfTheServer() {
        done(processes.add(config("running", true)));
        done(processes.add(config("stopped", true)));
        done(processes.add(config("refers", "#running", false)));
        done(processes.command(new StreamId("stopped"), ProcessCommand.STOP));
        done(processes.putMetadata(new StreamId("running"), "key", "[1]"));
        assertThat(processes.putMetadata("system", "true")).isEmpty();
        runner.calls.clear();
        restart();

        assertThat(runner.calls).containsExactly("add running", "add stopped", "add refers");
        processes.startOrdered();

        assertThat(ids()).containsExactly("running", "stopped", "refers");
        assertThat(runner.isRunning("running")).isTrue();
        assertThat(runner.isRunning("stopped")).isFalse();
        assertThat(processes.get(new StreamId("running")).orElseThrow().metadata())
                .isEqualTo(Map.of("key", "[1]"));
        assertThat(processes.metadata()).isEqualTo(Map.of("system", "true"));
    }

    @Test
    void showsAKeptProcessThatCannotRunAnyMoreAndTakesItBackWhenItIsRepaired() {
        done(processes.add(config("cam", true)));
        done(processes.add(config("refers", "#cam", true)));
        done(processes.delete(CAM));
        restart();
        processes.startOrdered();
        StreamId refers = new StreamId("refers");

        ProcessSnapshot broken = processes.get(refers).orElseThrow();
        assertThat(broken.activity().order()).isEqualTo(Order.START);
        assertThat(broken.activity().state()).isEqualTo(ProcessState.FAILED);
        assertThat(broken.activity().lastLogLine()).isEqualTo("input[0].address refers to no process");
        assertThat(processes.command(refers, ProcessCommand.RELOAD)).isInstanceOf(ProcessOutcome.Refused.class);
        assertThat(processes.command(refers, ProcessCommand.START)).isInstanceOf(ProcessOutcome.Refused.class);
        assertThat(processes.probe(refers).orElseThrow().log())
                .containsExactly("input[0].address refers to no process");

        done(processes.add(config("cam", true)));
        done(processes.command(refers, ProcessCommand.RELOAD));
        assertThat(runner.isRunning("refers")).isTrue();
    }

    @Test
    void stopsAndDeletesAKeptProcessThatCannotRunAnyMore() {
        done(processes.add(config("cam", false)));
        done(processes.add(config("refers", "#cam", true)));
        done(processes.delete(CAM));
        restart();
        StreamId refers = new StreamId("refers");

        done(processes.command(refers, ProcessCommand.STOP));
        assertThat(processes.get(refers).orElseThrow().activity().lastLogLine()).contains("refers to no process");
        done(processes.delete(refers));
        assertThat(store.processes()).isEmpty();
    }

    @Test
    void forgetsAKeyWhoseValueIsNull() {
        done(processes.add(config("cam", false)));
        done(processes.putMetadata(CAM, "key", "1"));
        done(processes.putMetadata(CAM, "key", "null"));
        assertThat(processes.putMetadata("key", "1")).isEmpty();
        assertThat(processes.putMetadata("key", "null")).isEmpty();

        assertThat(processes.get(CAM).orElseThrow().metadata()).isEmpty();
        assertThat(processes.metadata()).isEmpty();
    }

    @Test
    void doesNotKeepWhatCameFromTheCommandLine() {
        ProcessConfig config = config("cli", true);
        var spec = ((Resolver.Resolution.Resolved)
                        new SimpleResolver().resolve(config, _ -> java.util.Optional.empty()))
                .spec();

        done(processes.addUnkept(config, spec));
        done(processes.command(new StreamId("cli"), ProcessCommand.STOP));
        done(processes.putMetadata(new StreamId("cli"), "key", "1"));
        done(processes.update(new StreamId("cli"), to(config("cli", "other", true))));

        assertThat(store.processes()).isEmpty();
        assertThat(processes.add(config)).isInstanceOf(ProcessOutcome.IdTaken.class);
        done(processes.delete(new StreamId("cli")));
        assertThat(ids()).isEmpty();
    }

    @Test
    void hasOneProcessOfAnIdHoweverManyAskAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, 200)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> anything(i)))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        // The runner fails on a second process of an id; what is left must be the same everywhere.
        for (ProcessSnapshot process : processes.list()) {
            StreamId id = process.config().id();
            assertThat(runner.isRunning(id.value())).isEqualTo(kept(id.value()).order() == Order.START);
        }
        assertThat(processes.list()).hasSameSizeAs(store.processes());
    }

    private void anything(int i) {
        String id = "p" + i % 3;
        switch (i % 7) {
            case 0, 1 -> processes.add(config(id, true));
            case 2 -> processes.delete(new StreamId(id));
            case 3 -> processes.command(new StreamId(id), ProcessCommand.STOP);
            case 4 -> processes.command(new StreamId(id), ProcessCommand.START);
            case 5 -> processes.update(new StreamId(id), to(config("p" + (i + 1) % 3, "x" + i, true)));
            default -> processes.command(new StreamId(id), ProcessCommand.RELOAD);
        }
    }

    private SupervisedProcesses load() {
        return new SupervisedProcesses(
                store,
                runner,
                new SimpleResolver(),
                spec -> new ProbeResult(
                        List.of(), List.of(spec.inputs().getFirst().address())),
                (InstantSource) () -> now,
                "^6.1.0");
    }

    private void restart() {
        processes.list().forEach(process -> runner.remove(process.config().id()));
        runner.calls.clear();
        processes = load();
    }

    private StoredProcess kept(String id) {
        return store.processes().stream()
                .filter(process -> process.config().id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> ids() {
        return processes.list().stream()
                .map(process -> process.config().id().value())
                .toList();
    }

    private static ConfigChange to(ProcessConfig config) {
        return _ -> new ConfigChange.Draft.Ready(config);
    }

    private static ProcessSnapshot done(ProcessOutcome outcome) {
        assertThat(outcome).isInstanceOf(ProcessOutcome.Done.class);
        return ((ProcessOutcome.Done) outcome).process();
    }

    private static ProcessConfig config(String id, boolean autostart) {
        return config(id, "a", autostart);
    }

    private static ProcessConfig config(String id, String address, boolean autostart) {
        ProcessConfig empty = ProcessConfig.empty(new StreamId(id));
        return new ProcessConfig(
                empty.id(),
                empty.type(),
                empty.reference(),
                List.of(ProcessIo.of("in", address)),
                List.of(ProcessIo.of("out", "-")),
                empty.options(),
                true,
                1,
                autostart,
                0,
                empty.limits(),
                empty.webrtc(),
                empty.unknown());
    }
}
