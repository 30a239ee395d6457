package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real FFmpeg sends on its legs. */
class FfmpegLegsTest {
    // Samples that Opus puts before the first one (RFC 7845 section 4.2, as libopus has it at 48 kHz).
    private static final double OPUS_PRE_SKIP_SECONDS = 312 / 48000.0;

    private static final StreamId ID = new StreamId("legs");

    private final FfmpegBinary binary = RealFfmpeg.find();
    private final RecordingRunListener listener = new RecordingRunListener();
    private final LegReceiver video = new LegReceiver();
    private final LegReceiver audio = new LegReceiver();
    private final FfmpegSupervisor supervisor = new FfmpegSupervisor(
            binary, SupervisorSettings.DEFAULT, listener, _ -> List.of(), System::nanoTime, InstantSource.system());

    @AfterEach
    void close() {
        supervisor.close();
        video.close();
        audio.close();
    }

    private void play(WebrtcLegs legs, ProcessSpec.MediaInput... inputs) {
        play(legs, List.of(), inputs);
    }

    private void play(WebrtcLegs legs, List<ProcessSpec.MediaOutput> outputs, ProcessSpec.MediaInput... inputs) {
        RestartPolicy once = new RestartPolicy(false, Duration.ZERO, Duration.ZERO);
        supervisor.add(
                new ProcessSpec(ID, "", List.of(), List.of(inputs), outputs, once, Optional.of(legs)),
                LegPorts.of(video.port(), audio.port()));
        supervisor.start(ID);
    }

    private void awaitEnd() {
        listener.await("run ended: FINISHED, exit code 0", 1);
        audio.awaitRtp(150);
    }

    private static ProcessSpec.MediaInput lavfi(String graph, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-f", "lavfi"));
        return new ProcessSpec.MediaInput(graph, all);
    }

    @Test
    void describesItsLegsBesidesOutputsOfTheOwner() {
        play(
                WebrtcLegs.both(LegMode.TRANSCODE).withMaps("0:v:0", "1:a:0"),
                List.of(new ProcessSpec.MediaOutput("-", List.of("-map", "0:v:0", "-f", "null"))),
                lavfi("testsrc2=size=320x240:rate=25:duration=4"),
                lavfi("sine=sample_rate=44100:duration=4"));
        awaitEnd();

        assertThat(listener.descriptions.getLast())
                .contains("m=video " + video.port())
                .contains("H264/90000")
                .contains("m=audio " + audio.port())
                .contains("opus/48000/2");
    }

    @Test
    void encodesWhatEveryBrowserPlays() {
        play(
                WebrtcLegs.both(LegMode.TRANSCODE).withMaps("0:v:0", "1:a:0"),
                lavfi("testsrc2=size=161x91:rate=13:duration=9"),
                lavfi("sine=sample_rate=44100:duration=9"));
        awaitEnd();

        for (LegReceiver leg : List.of(video, audio)) {
            assertThat(leg.datagrams)
                    .allSatisfy(datagram -> assertThat(datagram).hasSizeLessThanOrEqualTo(1200));
            assertThat(leg.senderReports()).isNotEmpty();
        }
        assertThat(payloadTypes(video)).containsExactly(102);
        assertThat(payloadTypes(audio)).containsExactly(111);
        assertParameterSetsBeforeEveryKeyFrame(2.0, 13, 9);
        // profile_idc 66 with constraint_set1: Constrained Baseline (H.264 A.2.1.1).
        assertThat(video.firstSps()[1]).isEqualTo((byte) 66);
        assertThat(video.firstSps()[2] & 0x40).isEqualTo(0x40);
        // Never back in time: no B-frames.
        int before = ByteBuffer.wrap(video.rtp().getFirst()).getInt(4);
        for (byte[] packet : video.rtp()) {
            int timestamp = ByteBuffer.wrap(packet).getInt(4);
            assertThat(timestamp - before).isNotNegative();
            before = timestamp;
        }
        assertThat(audio.rtp()).hasSizeBetween(450, 453);
        assertThat(listener.descriptions.getFirst())
                .contains("m=video " + video.port() + " RTP/AVP 102", "a=rtpmap:102 H264/90000")
                .contains("m=audio " + audio.port() + " RTP/AVP 111", "a=rtpmap:111 opus/48000/2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.flv", "clip.ts", "clip.mp4"})
    void copiesH264WithParameterSetsBeforeEveryKeyFrame(String name, @TempDir Path directory) throws IOException {
        String file = RealFfmpeg.clip(directory, name, "aac").toString();
        play(copiedVideo(), new ProcessSpec.MediaInput(file, List.of()), lavfi("sine=sample_rate=48000:duration=4"));
        awaitEnd();

        assertThat(video.datagrams).allSatisfy(datagram -> assertThat(datagram).hasSizeLessThanOrEqualTo(1200));
        assertParameterSetsBeforeEveryKeyFrame(1.0, 25, 4);
    }

    @Test
    void putsBothLegsOnOneClock() {
        play(
                WebrtcLegs.both(LegMode.TRANSCODE).withMaps("0:v:0", "1:a:0"),
                lavfi("testsrc2=size=320x180:rate=30", "-re"),
                lavfi("sine=sample_rate=48000", "-re"));
        video.awaitRtp(10);
        audio.awaitRtp(10);

        assertThat(audio.secondsOfFirstPacket(48000) + OPUS_PRE_SKIP_SECONDS)
                .isCloseTo(video.secondsOfFirstPacket(90000), within(0.001));
        // The clock is the wall clock: Unix time is NTP time less 70 years.
        assertThat(video.secondsOfFirstPacket(90000) - 2_208_988_800L)
                .isCloseTo(System.currentTimeMillis() / 1000.0, within(10.0));
    }

    @Test
    void keepsPicturesInBFrameOrderInTimeWithTheSound(@TempDir Path directory) throws IOException {
        // Matroska with PCM: both tracks begin at 0, whatever the reordering and without priming.
        String file = RealFfmpeg.clip(directory, "clip.mkv", "pcm_s16le").toString();
        play(WebrtcLegs.both(LegMode.COPY), new ProcessSpec.MediaInput(file, List.of("-re")));
        video.awaitRtp(10);
        Await.until(
                "both legs reported",
                Duration.ofSeconds(5),
                () -> !video.senderReports().isEmpty() && !audio.senderReports().isEmpty());

        assertThat(audio.secondsOfFirstPacket(48000)).isCloseTo(video.secondsOfFirstPacket(90000), within(0.002));
    }

    // The sound of most files is AAC, which no leg may carry; so only the picture is copied here.
    private static WebrtcLegs copiedVideo() {
        return WebrtcLegs.both(LegMode.COPY).withMaps("0:v:0", "1:a:0");
    }

    private void assertParameterSetsBeforeEveryKeyFrame(double seconds, int rate, int duration) {
        Await.until(
                "every picture came",
                Duration.ofSeconds(5),
                () -> video.pictures().size() == rate * duration);
        List<List<Integer>> pictures = video.pictures();
        int last = 0;
        int keyFrames = 0;
        for (int i = 0; i < pictures.size(); i++) {
            List<Integer> units = pictures.get(i);
            if (units.contains(5)) {
                assertThat(units.indexOf(7)).as("SPS of picture %d", i).isBetween(0, units.indexOf(5));
                assertThat(units.indexOf(8)).as("PPS of picture %d", i).isBetween(0, units.indexOf(5));
                assertThat(i - last).isLessThanOrEqualTo((int) (seconds * rate));
                last = i;
                keyFrames++;
            }
        }
        assertThat(pictures.getFirst()).contains(5);
        assertThat(keyFrames).isGreaterThanOrEqualTo((int) (duration / seconds));
    }

    private static Set<Integer> payloadTypes(LegReceiver leg) {
        Set<Integer> types = new HashSet<>();
        leg.rtp().forEach(packet -> types.add(packet[1] & 0x7f));
        return types;
    }
}
