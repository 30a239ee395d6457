package org.dragonfork.server.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;

/** A server that only supervises: prints the pids of FFmpeg and of its guard, and waits to be killed. */
final class KilledServer {
    private KilledServer() {}

    public static void main(String[] args) {
        FfmpegBinary binary = new FfmpegBinary(
                Path.of(args[0]),
                FfmpegVersion.parse("ffmpeg version " + args[1]).orElseThrow(),
                FfmpegBinary.Origin.CONFIGURED);
        FfmpegSupervisor supervisor = new FfmpegSupervisor(
                binary,
                SupervisorSettings.DEFAULT,
                new RecordingRunListener(),
                _ -> List.of(),
                System::nanoTime,
                InstantSource.system());
        StreamId id = new StreamId("orphan");
        supervisor.add(
                new ProcessSpec(
                        id,
                        "",
                        List.of(),
                        List.of(new ProcessSpec.MediaInput(
                                "testsrc2=size=64x64:rate=10", List.of("-re", "-f", "lavfi"))),
                        List.of(new ProcessSpec.MediaOutput("-", List.of("-f", "null"))),
                        new RestartPolicy(true, Duration.ZERO, Duration.ZERO),
                        Optional.empty()),
                LegPorts.NONE);
        supervisor.start(id);
        Await.until(
                "FFmpeg is there",
                Duration.ofSeconds(10),
                () -> supervisor.status(id).orElseThrow().pid().isPresent());
        long pid = supervisor.status(id).orElseThrow().pid().orElseThrow();
        System.out.println("pids " + pid + " " + supervisor.guardPid());
        Await.until("somebody kills this", Duration.ofSeconds(30), () -> false);
    }
}
