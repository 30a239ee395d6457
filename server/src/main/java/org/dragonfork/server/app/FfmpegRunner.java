package org.dragonfork.server.app;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessActivity;
import org.dragonfork.egress.process.ProcessRunner;
import org.dragonfork.egress.process.WebrtcSettings;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.egress.supervise.ProcessPast;
import org.dragonfork.egress.supervise.ProcessReport;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.server.ffmpeg.FfmpegSupervisor;
import org.dragonfork.server.ffmpeg.LegPorts;
import org.dragonfork.server.ffmpeg.ProcessStatus;
import org.dragonfork.server.ffmpeg.StartResult;

/**
 * Runs processes with FFmpeg, and their streams while they are ordered to run: a process that is stopped has no ports, so
 * with each start it gets others.
 */
final class FfmpegRunner implements ProcessRunner {
    /** Of a process that is ordered to stop; nothing is ever sent there. */
    private static final LegPorts NO_PORTS_YET = LegPorts.of(0, 0);

    private final StreamService streams;
    private final FfmpegSupervisor supervisor;
    private final Map<StreamId, ProcessSpec> specs = new ConcurrentHashMap<>();

    FfmpegRunner(StreamService streams, FfmpegSupervisor supervisor) {
        this.streams = streams;
        this.supervisor = supervisor;
    }

    @Override
    public void add(WebrtcSettings settings, ProcessSpec spec, ProcessPast past) {
        supervisor.add(spec, NO_PORTS_YET, past);
        specs.put(spec.id(), spec);
    }

    @Override
    public Start start(StreamId id) {
        ProcessSpec spec = specs.get(id);
        if (spec == null) {
            return new Start.Refused("there is no process " + id);
        }
        Optional<ProcessStatus> before = supervisor.status(id);
        if (before.map(ProcessStatus::order).equals(Optional.of(Order.START))) {
            return new Start.Ordered();
        }
        return switch (streams.open(spec)) {
            case StreamService.Opening.Refused(String why) -> new Start.Refused(why);
            case StreamService.Opening.Opened(LegPorts ports) ->
                switch (supervisor.start(id, ports)) {
                    case StartResult.Ordered() -> new Start.Ordered();
                    case StartResult.TooMany(int most) -> {
                        streams.close(id).close();
                        yield new Start.Refused("as many processes run as may, " + most
                                + "; stop another one, or raise ffmpeg.max_processes");
                    }
                };
        };
    }

    @Override
    public void stop(StreamId id) {
        var lease = streams.close(id);
        await(id, supervisor.stop(id));
        // Only now: until its FFmpeg was gone, others would have got what it still sent.
        lease.close();
    }

    @Override
    public void restart(StreamId id) {
        if (specs.containsKey(id)) {
            supervisor.restart(id);
        }
    }

    @Override
    public ProcessPast remove(StreamId id) {
        if (specs.remove(id) == null) {
            return ProcessPast.NONE;
        }
        var lease = streams.close(id);
        ProcessPast past = await(id, supervisor.remove(id));
        lease.close();
        return past;
    }

    @Override
    public Optional<ProcessActivity> activity(StreamId id) {
        return supervisor
                .status(id)
                .map(status -> new ProcessActivity(
                        status.order(),
                        status.state(),
                        status.runtime(),
                        status.reconnectSeconds(),
                        status.lastLogLine(),
                        status.progress(),
                        status.memoryBytes(),
                        status.cpuPercent(),
                        status.warnings(),
                        status.command()));
    }

    @Override
    public Optional<ProcessReport> report(StreamId id) {
        return supervisor.status(id).map(ProcessStatus::report);
    }

    private static <T> T await(StreamId id, CompletableFuture<T> gone) {
        try {
            return gone.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("FFmpeg of process " + id + " hangs and cannot be ended", e);
        }
    }
}
