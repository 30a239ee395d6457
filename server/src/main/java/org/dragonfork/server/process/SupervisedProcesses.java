package org.dragonfork.server.process;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ConfigChange;
import org.dragonfork.egress.process.ProcessActivity;
import org.dragonfork.egress.process.ProcessCommand;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessOutcome;
import org.dragonfork.egress.process.ProcessRules;
import org.dragonfork.egress.process.ProcessRunner;
import org.dragonfork.egress.process.ProcessService;
import org.dragonfork.egress.process.ProcessSnapshot;
import org.dragonfork.egress.process.ProcessStore;
import org.dragonfork.egress.process.StoredProcess;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProcessPast;
import org.dragonfork.egress.supervise.ProcessReport;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of processes between the API, the store and the runner. Whatever concerns one id happens one after the other;
 * different ids do not wait for one another. A change is kept before it is answered, and one that cannot be kept is undone.
 */
public final class SupervisedProcesses implements ProcessService {
    private static final Logger LOG = LoggerFactory.getLogger("dragonfork.process");

    /** Of one process, and of the server itself: enough for any client, little enough to be read at each start. */
    static final int MAX_METADATA_KEYS = 1000;

    private final ProcessStore store;
    private final ProcessRunner runner;
    private final Resolver resolver;
    private final Function<ProcessSpec, ProbeResult> prober;
    private final InstantSource clock;
    private final String ffmpegVersions;
    private final Map<StreamId, Entry> table = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final StripedLocks locks = new StripedLocks();
    private final ReentrantLock metadataLock = new ReentrantLock();

    /**
     * Takes in what the store has, and starts nothing yet.
     *
     * @param prober looks what is in the inputs; called by many threads, may take its time
     * @param ffmpegVersions what processes are written for from now on, as {@code ^6.1.0}
     */
    public SupervisedProcesses(
            ProcessStore store,
            ProcessRunner runner,
            Resolver resolver,
            Function<ProcessSpec, ProbeResult> prober,
            InstantSource clock,
            String ffmpegVersions) {
        this.store = store;
        this.runner = runner;
        this.resolver = resolver;
        this.prober = prober;
        this.clock = clock;
        this.ffmpegVersions = ffmpegVersions;
        List<StoredProcess> all = store.processes();
        // All of them first: they may refer to one another.
        all.forEach(
                process -> table.put(process.config().id(), new Entry(numbers.getAndIncrement(), process, true, "")));
        inOrder().forEach(entry -> table.put(entry.config().id(), takeIn(entry)));
    }

    /** Starts everything that was ordered to run when the server ended; what cannot start is said in the log. */
    public void startOrdered() {
        for (Entry entry : inOrder()) {
            StreamId id = entry.config().id();
            try (var _ = locks.lock(id)) {
                Entry now = table.get(id);
                if (now != null
                        && now.stored().order() == Order.START
                        && now.fault().isEmpty()) {
                    table.put(id, started(now));
                }
            }
        }
    }

    /**
     * Takes in a process of the command line and starts it; it is not kept.
     *
     * @param config what the API shows of it
     * @param spec what runs
     */
    public ProcessOutcome addUnkept(ProcessConfig config, ProcessSpec spec) {
        StreamId id = config.id();
        try (var _ = locks.lock(id)) {
            if (table.containsKey(id)) {
                return new ProcessOutcome.IdTaken(id);
            }
            long now = clock.instant().getEpochSecond();
            var stored = new StoredProcess(config, now, now, Order.START, ffmpegVersions, Map.of(), Map.of());
            runner.add(config.webrtc(), spec, ProcessPast.NONE);
            if (runner.start(id) instanceof ProcessRunner.Start.Refused(String why)) {
                runner.remove(id);
                return new ProcessOutcome.Refused(why);
            }
            var entry = new Entry(numbers.getAndIncrement(), stored, false, "");
            table.put(id, entry);
            return new ProcessOutcome.Done(snapshot(entry));
        }
    }

    @Override
    public List<ProcessSnapshot> list() {
        return inOrder().stream().map(this::snapshot).toList();
    }

    @Override
    public Optional<ProcessSnapshot> get(StreamId id) {
        return Optional.ofNullable(table.get(id)).map(this::snapshot);
    }

    /** The configuration of one process, without everything else there is to tell about it. */
    public Optional<ProcessConfig> config(StreamId id) {
        return Optional.ofNullable(table.get(id)).map(Entry::config);
    }

    @Override
    public ProcessOutcome add(ProcessConfig config) {
        StreamId id = config.id();
        try (var _ = locks.lock(id)) {
            if (table.containsKey(id)) {
                return new ProcessOutcome.IdTaken(id);
            }
            return switch (check(config)) {
                case Resolver.Resolution.Unresolvable(List<String> mistakes) -> new ProcessOutcome.Invalid(mistakes);
                case Resolver.Resolution.Resolved(ProcessSpec spec) -> add(config, spec);
            };
        }
    }

    private ProcessOutcome add(ProcessConfig config, ProcessSpec spec) {
        StreamId id = config.id();
        Order order = config.autostart() ? Order.START : Order.STOP;
        long now = clock.instant().getEpochSecond();
        var stored = new StoredProcess(config, now, now, order, ffmpegVersions, Map.of(), Map.of());
        runner.add(config.webrtc(), spec, ProcessPast.NONE);
        if (order == Order.START && runner.start(id) instanceof ProcessRunner.Start.Refused(String why)) {
            runner.remove(id);
            return new ProcessOutcome.Refused(why);
        }
        try {
            store.put(stored);
        } catch (IOException e) {
            runner.remove(id);
            return notKept(id, e);
        }
        var entry = new Entry(numbers.getAndIncrement(), stored, true, "");
        table.put(id, entry);
        return new ProcessOutcome.Done(snapshot(entry));
    }

    @Override
    public ProcessOutcome update(StreamId id, ConfigChange change) {
        while (true) {
            Entry seen = table.get(id);
            if (seen == null) {
                return new ProcessOutcome.UnknownProcess(id);
            }
            switch (change.apply(seen.config())) {
                case ConfigChange.Draft.Wrong(List<String> mistakes) -> {
                    return new ProcessOutcome.Invalid(mistakes);
                }
                case ConfigChange.Draft.Ready(ProcessConfig config) -> {
                    try (var _ = locks.lock(id, config.id())) {
                        Entry entry = table.get(id);
                        // Else somebody was faster, and the change is made on what there is now.
                        if (entry != null && entry.config().equals(seen.config())) {
                            return update(entry, config);
                        }
                    }
                }
            }
        }
    }

    private ProcessOutcome update(Entry entry, ProcessConfig config) {
        StreamId old = entry.config().id();
        if (!old.equals(config.id()) && table.containsKey(config.id())) {
            return new ProcessOutcome.IdTaken(config.id());
        }
        return switch (check(config)) {
            case Resolver.Resolution.Unresolvable(List<String> mistakes) -> new ProcessOutcome.Invalid(mistakes);
            case Resolver.Resolution.Resolved(ProcessSpec spec) -> {
                long now = clock.instant().getEpochSecond();
                StoredProcess before = entry.stored();
                // The original gives it a new time of creation too, and its clients show that.
                var stored = new StoredProcess(
                        config, now, now, before.order(), ffmpegVersions, before.metadata(), before.unknown());
                try {
                    if (entry.kept()) {
                        store.replace(old, stored);
                    }
                } catch (IOException e) {
                    yield notKept(old, e);
                }
                Entry next = exchange(old, new Entry(entry.number(), stored, entry.kept(), ""), spec);
                yield new ProcessOutcome.Done(snapshot(next));
            }
        };
    }

    /** Ends the runs of one process and begins those of its successor. */
    private Entry exchange(StreamId old, Entry next, ProcessSpec spec) {
        ProcessPast past = runner.remove(old);
        runner.add(next.config().webrtc(), spec, past);
        Entry entry = next.stored().order() == Order.START ? started(next) : next;
        // The new one first: a list in between shows both rather than none.
        table.put(entry.config().id(), entry);
        if (!old.equals(entry.config().id())) {
            table.remove(old);
        }
        return entry;
    }

    @Override
    public ProcessOutcome delete(StreamId id) {
        try (var _ = locks.lock(id)) {
            Entry entry = table.get(id);
            if (entry == null) {
                return new ProcessOutcome.UnknownProcess(id);
            }
            ProcessSnapshot last = snapshot(entry);
            try {
                if (entry.kept()) {
                    store.remove(id);
                }
            } catch (IOException e) {
                return notKept(id, e);
            }
            table.remove(id);
            runner.remove(id);
            return new ProcessOutcome.Done(last);
        }
    }

    @Override
    public ProcessOutcome command(StreamId id, ProcessCommand command) {
        try (var _ = locks.lock(id)) {
            Entry entry = table.get(id);
            if (entry == null) {
                return new ProcessOutcome.UnknownProcess(id);
            }
            return switch (command) {
                case START -> start(entry);
                case STOP -> stop(entry);
                case RESTART -> {
                    runner.restart(id);
                    yield new ProcessOutcome.Done(snapshot(entry));
                }
                case RELOAD -> reload(entry);
            };
        }
    }

    private ProcessOutcome start(Entry entry) {
        StreamId id = entry.config().id();
        boolean ran = entry.stored().order() == Order.START && entry.fault().isEmpty();
        if (ran) {
            return new ProcessOutcome.Done(snapshot(entry));
        }
        if (runner.activity(id).isEmpty()) {
            return new ProcessOutcome.Refused(entry.fault());
        }
        if (runner.start(id) instanceof ProcessRunner.Start.Refused(String why)) {
            return new ProcessOutcome.Refused(why);
        }
        return keep(entry, entry.with(entry.stored().withOrder(Order.START)).withFault(""), () -> runner.stop(id));
    }

    private ProcessOutcome stop(Entry entry) {
        StreamId id = entry.config().id();
        if (entry.stored().order() == Order.STOP) {
            return new ProcessOutcome.Done(snapshot(entry));
        }
        boolean unresolved = runner.activity(id).isEmpty();
        Entry stopped = entry.with(entry.stored().withOrder(Order.STOP)).withFault(unresolved ? entry.fault() : "");
        // Kept first: were it the other way round, a stop that cannot be kept would have to be undone by a start.
        ProcessOutcome outcome = keep(entry, stopped, () -> {});
        if (outcome instanceof ProcessOutcome.Done && !unresolved) {
            runner.stop(id);
        }
        return outcome instanceof ProcessOutcome.Done ? new ProcessOutcome.Done(snapshot(stopped)) : outcome;
    }

    private ProcessOutcome reload(Entry entry) {
        return switch (resolver.resolve(entry.config(), this::config)) {
            case Resolver.Resolution.Unresolvable(List<String> mistakes) ->
                new ProcessOutcome.Refused(String.join("; ", mistakes));
            case Resolver.Resolution.Resolved(ProcessSpec spec) ->
                new ProcessOutcome.Done(snapshot(exchange(entry.config().id(), entry.withFault(""), spec)));
        };
    }

    @Override
    public Optional<ProbeResult> probe(StreamId id) {
        return Optional.ofNullable(table.get(id)).map(entry -> switch (resolver.resolve(entry.config(), this::config)) {
            case Resolver.Resolution.Unresolvable(List<String> mistakes) -> new ProbeResult(List.of(), mistakes);
            case Resolver.Resolution.Resolved(ProcessSpec spec) -> prober.apply(spec);
        });
    }

    @Override
    public ProcessOutcome putMetadata(StreamId id, String key, String json) {
        try (var _ = locks.lock(id)) {
            Entry entry = table.get(id);
            if (entry == null) {
                return new ProcessOutcome.UnknownProcess(id);
            }
            Map<String, String> next = changed(entry.stored().metadata(), key, json);
            if (next.size() > MAX_METADATA_KEYS) {
                return new ProcessOutcome.Refused("a process has at most " + MAX_METADATA_KEYS + " keys of metadata");
            }
            return keep(entry, entry.with(entry.stored().withMetadata(next)), () -> {});
        }
    }

    @Override
    public Map<String, String> metadata() {
        return store.metadata();
    }

    @Override
    public Optional<String> putMetadata(String key, String json) {
        metadataLock.lock();
        try {
            Map<String, String> next = changed(store.metadata(), key, json);
            if (next.size() > MAX_METADATA_KEYS) {
                return Optional.of("the server has at most " + MAX_METADATA_KEYS + " keys of metadata");
            }
            store.putMetadata(next);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(why(e));
        } finally {
            metadataLock.unlock();
        }
    }

    private static Map<String, String> changed(Map<String, String> metadata, String key, String json) {
        Map<String, String> next = new LinkedHashMap<>(metadata);
        if (json.equals("null")) {
            next.remove(key);
        } else {
            next.put(key, json);
        }
        return next;
    }

    private ProcessOutcome keep(Entry before, Entry after, Runnable undo) {
        StreamId id = after.config().id();
        try {
            if (after.kept() && !after.stored().equals(before.stored())) {
                store.put(after.stored());
            }
        } catch (IOException e) {
            undo.run();
            return notKept(id, e);
        }
        table.put(id, after);
        return new ProcessOutcome.Done(snapshot(after));
    }

    private Resolver.Resolution check(ProcessConfig config) {
        List<String> mistakes = ProcessRules.mistakes(config);
        return mistakes.isEmpty()
                ? resolver.resolve(config, this::config)
                : new Resolver.Resolution.Unresolvable(mistakes);
    }

    private Entry takeIn(Entry entry) {
        StreamId id = entry.config().id();
        return switch (check(entry.config())) {
            case Resolver.Resolution.Unresolvable(List<String> mistakes) -> {
                String why = String.join("; ", mistakes);
                LOG.warn("process {} cannot run, it stays as it is: {}", id, why);
                yield entry.withFault(why);
            }
            case Resolver.Resolution.Resolved(ProcessSpec spec) -> {
                runner.add(entry.config().webrtc(), spec, ProcessPast.NONE);
                yield entry;
            }
        };
    }

    private Entry started(Entry entry) {
        StreamId id = entry.config().id();
        return switch (runner.start(id)) {
            case ProcessRunner.Start.Ordered() -> entry;
            case ProcessRunner.Start.Refused(String why) -> {
                LOG.warn("process {} shall run and does not: {}", id, why);
                yield entry.withFault(why);
            }
        };
    }

    private List<Entry> inOrder() {
        List<Entry> entries = new ArrayList<>(table.values());
        entries.sort(Comparator.comparingLong(Entry::number));
        return entries;
    }

    private ProcessSnapshot snapshot(Entry entry) {
        StreamId id = entry.config().id();
        StoredProcess stored = entry.stored();
        ProcessActivity activity = entry.fault().isEmpty()
                ? runner.activity(id)
                        .orElseGet(() -> ProcessActivity.idle(stored.order(), ProcessState.FINISHED, ""))
                        .withOrder(stored.order())
                : ProcessActivity.idle(stored.order(), ProcessState.FAILED, entry.fault());
        ProcessReport report = runner.report(id).orElseGet(() -> nothingSaid(stored));
        return new ProcessSnapshot(
                stored.config(), stored.createdAt(), stored.updatedAt(), stored.metadata(), activity, report);
    }

    private static ProcessReport nothingSaid(StoredProcess stored) {
        var none = new RunReport(Instant.ofEpochSecond(stored.createdAt()), List.of(), List.of());
        return new ProcessReport(none, List.of());
    }

    private static ProcessOutcome notKept(StreamId id, IOException e) {
        LOG.error("process {} cannot be kept: {}", id, why(e));
        return new ProcessOutcome.NotKept(why(e));
    }

    private static String why(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
