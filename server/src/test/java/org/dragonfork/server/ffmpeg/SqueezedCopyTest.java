package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.ProcessWarning;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mode copy of video whose pixels are not square. */
class SqueezedCopyTest {
    private static final StreamId ID = new StreamId("dvb");

    @TempDir
    private Path directory;

    private final RecordingRunListener listener = new RecordingRunListener();
    private final LegReceiver video = new LegReceiver();
    private final FfmpegSupervisor supervisor = new FfmpegSupervisor(
            RealFfmpeg.find(),
            SupervisorSettings.DEFAULT,
            listener,
            _ -> List.of(),
            System::nanoTime,
            InstantSource.system());

    @AfterEach
    void close() {
        supervisor.close();
        video.close();
    }

    private long warnings() {
        return listener.told.stream()
                .filter(line -> line.startsWith("warned: SQUEEZED"))
                .count();
    }

    @Test
    void keepsItAndWarnsOnceAlsoOverRestarts() {
        Path clip = new Clips(directory)
                .picture("dvb.mkv", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 15 -bf 0 -vf setsar=64/45");
        supervisor.add(
                new ProcessSpec(
                        ID,
                        "",
                        List.of(),
                        List.of(new ProcessSpec.MediaInput(clip.toString(), List.of("-re"))),
                        List.of(),
                        new RestartPolicy(true, Duration.ofMillis(100), Duration.ofSeconds(30)),
                        Optional.of(WebrtcLegs.both(LegMode.COPY).withKinds(true, false))),
                LegPorts.of(video.port(), 9));
        supervisor.start(ID);
        video.awaitRtp(10);
        Await.until("it has warned", Duration.ofSeconds(10), () -> warnings() > 0);
        listener.await("run started", 2);
        listener.await("described", 2);
        int before = listener.progress.get();
        Await.until("the second run is on its way", Duration.ofSeconds(10), () -> listener.progress.get() > before);

        assertThat(warnings()).isEqualTo(1);
        assertThat(supervisor.status(ID).orElseThrow().warnings())
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.kind()).isEqualTo(ProcessWarning.Kind.SQUEEZED);
                    assertThat(warning.text())
                            .contains("1.422 times as wide as high")
                            .contains("use mode auto");
                });
        assertThat(supervisor.status(ID).orElseThrow().command()).containsSequence("-c:v", "copy");
    }
}
