package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.egress.stream.PacketRing;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.sdp.CodecReader;
import org.dragonfork.webrtc.sdp.MediaDescription;
import org.dragonfork.webrtc.sdp.ParameterSetReader;
import org.dragonfork.webrtc.sdp.SdpReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that a real FFmpeg plays again and again, copied: what of it reaches viewers, at its seams too. */
class LoopedFileTest {
    private static final StreamId ID = new StreamId("loop");
    private static final int TIMES = 4;
    private static final int PICTURES = 30;

    private final RecordingRunListener listener = new RecordingRunListener();
    private final LegReceiver video = new LegReceiver();
    private final LegReceiver audio = new LegReceiver();
    private final FfmpegSupervisor supervisor = new FfmpegSupervisor(
            RealFfmpeg.find(),
            SupervisorSettings.DEFAULT,
            listener,
            _ -> List.of(),
            System::nanoTime,
            InstantSource.system());

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        supervisor.close();
        video.close();
        audio.close();
    }

    private void play(Path file, WebrtcLegs legs) {
        List<String> loop = List.of("-stream_loop", Integer.toString(TIMES - 1));
        supervisor.add(
                new ProcessSpec(
                        ID,
                        "",
                        List.of(),
                        List.of(new ProcessSpec.MediaInput(file.toString(), loop)),
                        List.of(),
                        new RestartPolicy(false, Duration.ZERO, Duration.ZERO),
                        Optional.of(legs)),
                LegPorts.of(video.port(), audio.port()));
        supervisor.start(ID);
    }

    /** The ring of the video after all that came was put through a leg. */
    private PacketRing ring() {
        LiveStream stream = new LiveStream(
                ID, Map.of(MediaKind.VIDEO, 1), Map.of(MediaKind.VIDEO, 7), Map.of(), 5_000_000_000L, 0, 0);
        RtpLeg leg = stream.leg(MediaKind.VIDEO).orElseThrow();
        MediaDescription media =
                SdpReader.read(listener.descriptions.getLast()).media().getFirst();
        Optional<Codec> codec = CodecReader.read(media, 102);
        leg.describe(CodecReader.encodingName(media, 102), codec, ParameterSetReader.read(media, 102));
        for (byte[] datagram : video.datagrams) {
            System.arraycopy(datagram, 0, leg.nextSlot(), 0, datagram.length);
            leg.accept(datagram.length, 1, 1);
        }
        return leg.ring();
    }

    private static boolean begins(Codec codec, PacketRing ring, long at) {
        return codec.carriesParameterSets(ring.bytes(at), ring.payloadOffset(at), ring.payloadLength(at));
    }

    private static void assertSetsBeforeEveryKeyFrame(PacketRing ring, Codec codec) {
        int keyFrames = 0;
        Set<Integer> withSets = new HashSet<>();
        for (long at = ring.start(); at < ring.end(); at++) {
            if (at > ring.start()) {
                assertThat(ring.sequence(at)).isEqualTo((ring.sequence(at - 1) + 1) & 0xffff);
            }
            if (begins(codec, ring, at)) {
                withSets.add(ring.timestamp(at));
            }
            if (ring.keyFrame(at)) {
                keyFrames++;
                assertThat(withSets).as("key frame %d", keyFrames).contains(ring.timestamp(at));
            }
        }
        assertThat(keyFrames).isGreaterThanOrEqualTo(2 * TIMES);
    }

    private List<Long> timestamps(LegReceiver leg) {
        List<Long> timestamps = new ArrayList<>();
        for (byte[] packet : leg.rtp()) {
            long timestamp = Integer.toUnsignedLong(ByteBuffer.wrap(packet).getInt(4));
            if (timestamps.isEmpty() || timestamps.getLast() != timestamp) {
                timestamps.add(timestamp);
            }
        }
        return timestamps;
    }

    private void awaitAll(int pictures) {
        listener.await("run ended: FINISHED, exit code 0", 1);
        Await.until(
                "every picture came",
                Duration.ofSeconds(5),
                () -> timestamps(video).size() >= pictures);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.mp4", "clip.mkv", "clip.flv", "clip.ts"})
    void copiedH264HasParameterSetsBeforeEveryKeyFrame(String name) {
        Path file = new Clips(directory)
                .picture(name, "-t 2 -c:v libx264 -preset ultrafast -profile:v high -bf 0 -g 15 -pix_fmt yuv420p");
        play(file, WebrtcLegs.both(LegMode.COPY).withKinds(true, false));
        awaitAll(TIMES * PICTURES);

        PacketRing ring = ring();
        assertSetsBeforeEveryKeyFrame(
                ring,
                CodecReader.read(
                                SdpReader.read(listener.descriptions.getLast())
                                        .media()
                                        .getFirst(),
                                102)
                        .orElseThrow());
        List<Long> timestamps = timestamps(video);
        assertThat(timestamps).hasSize(TIMES * PICTURES);
        for (int i = 1; i < timestamps.size(); i++) {
            assertThat((timestamps.get(i) - timestamps.get(i - 1)) & 0xFFFF_FFFFL)
                    .as("from picture %d to the next", i - 1)
                    .isBetween(90_000L / 20, 90_000L / 5);
        }
    }

    @Test
    void passedOnH265HasParameterSetsBeforeEveryKeyFrame() {
        Path file = new Clips(directory)
                .picture(
                        "clip.mp4",
                        "-t 2 -c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=0:keyint=15");
        play(file, WebrtcLegs.both(LegMode.PASS).withKinds(true, false));
        awaitAll(TIMES * PICTURES);

        assertSetsBeforeEveryKeyFrame(ring(), new org.dragonfork.webrtc.codec.H265());
    }

    @Test
    void soundThatIsALittleLongerStaysInTimeWithThePicture() {
        Path file = new Clips(directory)
                .both("clip.mkv", "-t 2.03 -c:v libx264 -preset ultrafast -bf 0 -g 15 -pix_fmt yuv420p -c:a libopus");
        play(file, WebrtcLegs.both(LegMode.COPY));
        awaitAll(TIMES * PICTURES);
        audio.awaitRtp(TIMES * 100);

        double picture = spanSeconds(video, 90_000);
        double sound = spanSeconds(audio, 48_000);
        assertThat(sound).isCloseTo(picture, within(0.15));
    }

    private double spanSeconds(LegReceiver leg, int rate) {
        List<Long> timestamps = timestamps(leg);
        return ((timestamps.getLast() - timestamps.getFirst()) & 0xFFFF_FFFFL) / (double) rate;
    }

    /** FFmpeg 5.1 takes the length of encoded sound for that of the file, and holds the time of the picture still meanwhile. */
    @Test
    void picturesBehindTheEndOfTheSoundStayPictures() {
        Path file = new Clips(directory)
                .both(
                        "clip.mp4",
                        "-t 2 -af atrim=end=1.6 -c:v libx264 -preset ultrafast -bf 0 -g 15 -pix_fmt yuv420p -c:a aac");
        play(file, WebrtcLegs.both(LegMode.COPY).withModes(LegMode.COPY, LegMode.TRANSCODE));
        listener.await("run ended: FINISHED, exit code 0", 1);
        Await.until(
                "every picture came",
                Duration.ofSeconds(5),
                () -> video.rtp().stream()
                                .filter(packet -> (packet[1] & 0x80) != 0)
                                .count()
                        == TIMES * PICTURES);

        PacketRing ring = ring();
        Set<Integer> ended = new HashSet<>();
        for (long at = ring.start(); at < ring.end(); at++) {
            assertThat(ended).doesNotContain(ring.timestamp(at));
            if (ring.marker(at)) {
                ended.add(ring.timestamp(at));
            }
        }
        assertThat(ended).hasSize(TIMES * PICTURES);
    }

    @Test
    void saysWhichTrackIsMissing() {
        Path file = new Clips(directory).picture("silent.mp4", "-t 1 -c:v libx264 -pix_fmt yuv420p");
        play(file, WebrtcLegs.both(LegMode.COPY));

        Await.until(
                "the run ended",
                Duration.ofSeconds(10),
                () -> listener.told.stream().anyMatch(line -> line.startsWith("run ended")));
        assertThat(listener.told.getLast())
                .startsWith(
                        "run ended: FAILED, the input has no audio at 0:a:0: use mode auto, which leaves out what is"
                                + " missing, exit code ");
        assertThat(supervisor.status(ID).orElseThrow().lastLogLine()).startsWith("the input has no audio");
    }

    @Test
    void saysThatACopyMustBeH264() {
        Path file = new Clips(directory).picture("clip.mp4", "-t 2 -c:v libx265 -x265-params log-level=none");
        play(file, WebrtcLegs.both(LegMode.COPY).withKinds(true, false));

        Await.until(
                "the run ended",
                Duration.ofSeconds(10),
                () -> listener.told.stream().anyMatch(line -> line.startsWith("run ended")));
        assertThat(listener.told.getLast())
                .startsWith("run ended: FAILED, copy needs H.264, this is H265: use mode auto or transcode");
        assertThat(listener.descriptions).isEmpty();
    }
}
