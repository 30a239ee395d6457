package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import org.dragonfork.egress.event.EgressSnapshot.LegSnapshot;
import org.dragonfork.egress.supervise.IoProgress;
import org.dragonfork.egress.supervise.RunProgress;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real FFmpegs said, one file for each version and kind of run, and what it means. */
class RunMeterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RunMeter.Ids IDS = new RunMeter.Ids(List.of("picture", "tone"), List.of("file", "second"));

    private long now;
    private RunMeter meter = new RunMeter(IDS, () -> now, new LegMeter(List::of));
    private final List<String> texts = new ArrayList<>();
    private int advances;

    private void hear(String version, String kind) {
        String name = "output/" + version + "-" + kind + ".txt";
        try (InputStream in = Objects.requireNonNull(RunMeterTest.class.getResourceAsStream(name), name)) {
            LineReader.drain(in, this::hear);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void hear(String line) {
        switch (meter.accept(line)) {
            case TEXT -> texts.add(line);
            case NUMBERS -> {}
            case ADVANCE -> advances++;
        }
        if (line.startsWith("progress=") || line.contains(" time=") || line.startsWith("ffmpeg.progress:")) {
            now += SECOND / 2;
        }
    }

    /** A receiver that counts 25 pictures, 100 and 50 packets a second, and has counted before. */
    private List<LegSnapshot> received() {
        return List.of(
                leg(MediaKind.VIDEO, 1000 + 25 * now / SECOND, 4000 + 100 * now / SECOND),
                leg(MediaKind.AUDIO, 0, 2000 + 50 * now / SECOND));
    }

    private static LegSnapshot leg(MediaKind kind, long pictures, long packets) {
        return new LegSnapshot(
                kind,
                40_000,
                "",
                "",
                packets,
                1000 * packets,
                pictures,
                0.1,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                -1,
                -1);
    }

    private static String names(List<IoProgress> streams) {
        StringBuilder names = new StringBuilder();
        for (IoProgress each : streams) {
            names.append(each.index()).append(':').append(each.stream()).append(' ');
            names.append(String.join(" ", each.id(), each.format(), each.type(), each.codec(), each.coder()));
            names.append('\n');
        }
        return names.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void understandsARunWithLegs(String version) {
        hear(version, "legs");

        RunProgress progress = meter.progress();
        assertThat(names(progress.inputs()))
                .isEqualTo("""
                0:0 picture lavfi video %1$s %1$s
                1:0 tone lavfi audio pcm_s16le pcm_s16le
                """.formatted(version.compareTo("6") < 0 ? "rawvideo" : "wrapped_avframe"));
        assertThat(names(progress.outputs())).isEqualTo("""
                0:0 file matroska video mpeg4 mpeg4
                0:1 file matroska audio opus libopus
                1:0 second rtp video mpeg4 mpeg4
                2:0  rtp audio opus libopus
                """);
        IoProgress video = progress.outputs().getFirst();
        assertThat(video.pixelFormat()).isEqualTo("yuv420p");
        assertThat(video.width()).isEqualTo(160);
        assertThat(video.height()).isEqualTo(90);
        assertThat(video.frame()).isEqualTo(50);
        assertThat(video.quantizer()).isBetween(1.0, 31.0);
        assertThat(video.fps()).isEqualTo(progress.fps());
        IoProgress sound = progress.outputs().getLast();
        assertThat(sound.address()).startsWith("rtp://127.0.0.1:40992?");
        assertThat(sound.samplingHz()).isEqualTo(48000);
        assertThat(sound.layout()).isEqualTo("stereo");
        assertThat(sound.channels()).isEqualTo(2);
        assertThat(sound.frame()).isZero();
        assertThat(progress.inputs().getLast().channels()).isEqualTo(1);

        assertThat(progress.frame()).isEqualTo(50);
        assertThat(progress.time()).isBetween(Duration.ofMillis(1990), Duration.ofMillis(2020));
        assertThat(progress.sizeBytes()).isBetween(120_000L, 130_000L);
        assertThat(progress.speed()).isBetween(0.9, 2.0);
        assertThat(progress.quantizer()).isEqualTo(video.quantizer());
        assertThat(progress.fps()).isBetween(15.0, 35.0);
        assertThat(progress.bitsPerSecond()).isBetween(100_000.0, 700_000.0);
        assertThat(advances).isGreaterThanOrEqualTo(4);
        assertThat(texts).noneMatch(line -> line.matches(".*(frame=|speed=|progress=).*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void understandsACopyThatTellsItsLevels(String version) {
        hear(version, "copy");

        RunProgress progress = meter.progress();
        assertThat(names(progress.inputs())).isEqualTo("""
                0:0 picture matroska,webm video mpeg4 copy
                0:1 picture matroska,webm audio opus copy
                """);
        assertThat(names(progress.outputs())).isEqualTo("""
                0:0 file matroska video mpeg4 copy
                0:1 file matroska audio opus copy
                """);
        // FFmpeg 6.1 does not count the pictures that it copies.
        assertThat(progress.frame()).isEqualTo(version.equals("6.1") ? 0 : 50);
        assertThat(progress.quantizer()).isZero();
        assertThat(progress.sizeBytes()).isIn(122 * 1024L, 123 * 1024L);
        assertThat(advances).isGreaterThanOrEqualTo(3);
        assertThat(texts).isNotEmpty().noneMatch(line -> line.contains("frame="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void understandsARunWithoutPictures(String version) {
        hear(version, "sound");

        RunProgress progress = meter.progress();
        assertThat(names(progress.outputs())).isEqualTo("0:0 file adts audio aac aac\n");
        assertThat(progress.frame()).isZero();
        assertThat(progress.time()).isBetween(Duration.ofMillis(1990), Duration.ofMillis(2020));
        assertThat(progress.sizeBytes()).isEqualTo(18 * 1024);
        assertThat(advances).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void understandsFilters(String version) {
        hear(version, "filter");

        RunProgress progress = meter.progress();
        assertThat(names(progress.outputs())).isEqualTo("""
                0:0 file null video mpeg4 mpeg4
                1:0 second null video rawvideo rawvideo
                """);
        assertThat(progress.frame()).isEqualTo(50);
        assertThat(progress.sizeBytes()).isZero();
        assertThat(progress.quantizer()).isEqualTo(6);
    }

    @Test
    void understandsAnFfmpegThatCountsEveryStream() {
        for (String prefix : List.of("", "[info] ")) {
            hear(prefix + """
                    ffmpeg.inputs:[{"url":"rtsp://u:p@cam/1","format":"rtsp","index":0,"stream":0,"type":"video",\
                    "codec":"h264","coder":"h264","bitrate_kbps":0.000000,"duration_sec":0.0,"language":"und",\
                    "fps":25.0,"pix_fmt":"yuvj420p","width":1280,"height":720},{"url":"rtsp://u:p@cam/1",\
                    "format":"rtsp","index":0,"stream":1,"type":"audio","codec":"aac","coder":"aac",\
                    "sampling_hz":44100,"layout":"stereo","channels":2}]""");
            hear(prefix + """
                    ffmpeg.outputs:[{"url":"/dev/null","format":"flv","index":0,"stream":0,"type":"video",\
                    "codec":"h264","coder":"libx264","pix_fmt":"yuvj420p","width":1280,"height":720}]""");
        }
        for (int i = 0; i <= 4; i++) {
            hear("""
                    ffmpeg.progress:{"inputs":[{"index":0,"stream":0,"framerate":{"min":24.5,"max":25.5,"avg":25},\
                    "frame":%1$d,"keyframe":3,"packet":%1$d,"size_kb":10,"size_bytes":%2$d},\
                    {"index":0,"stream":1,"frame":%1$d,"packet":7,"size_kb":2}],\
                    "outputs":[{"index":0,"stream":0,"frame":%1$d,"keyframe":1,"packet":%1$d,"q":23.5,\
                    "size_bytes":%2$d,"extradata_size_bytes":32}],\
                    "frame":%1$d,"packet":%1$d,"q":-1.0,"size_kb":1,"size_bytes":%2$d,"time":"0h1m5.96s","speed":1.01,\
                    "dup":4,"drop":5}""".formatted(10 * i, 1000 * i));
        }
        hear("frame=   99 fps= 25 q=-1.0 size=       1kB time=00:00:00.52 bitrate= 647.2kbits/s speed=1.03x");

        RunProgress progress = meter.progress();
        assertThat(texts).isEmpty();
        assertThat(progress.inputs()).hasSize(2);
        IoProgress input = progress.inputs().getFirst();
        assertThat(input.id()).isEqualTo("picture");
        assertThat(input.address()).isEqualTo("rtsp://***@cam/1");
        assertThat(input.frame()).isEqualTo(40);
        assertThat(input.keyFrame()).isEqualTo(3);
        assertThat(input.frameRate()).isEqualTo(new IoProgress.FrameRate(24.5, 25.5, 25));
        assertThat(input.fps()).isEqualTo(20);
        assertThat(input.pps()).isEqualTo(20);
        assertThat(input.bitsPerSecond()).isEqualTo(16_000);
        assertThat(progress.inputs().getLast().sizeBytes()).isEqualTo(2048);
        IoProgress output = progress.outputs().getFirst();
        assertThat(output.coder()).isEqualTo("libx264");
        assertThat(output.quantizer()).isEqualTo(23.5);
        assertThat(output.extradataBytes()).isEqualTo(32);
        assertThat(progress.frame()).isEqualTo(40);
        assertThat(progress.packet()).isEqualTo(40);
        assertThat(progress.time()).isEqualTo(Duration.ofMillis(65_960));
        assertThat(progress.duplicated()).isEqualTo(4);
        assertThat(progress.dropped()).isEqualTo(5);
        assertThat(progress.quantizer()).isZero();
    }

    @Test
    void countsWhatCameOutOfTheLegsWhereFfmpegCountsNothing() {
        meter = new RunMeter(new RunMeter.Ids(List.of("clip"), List.of()), () -> now, new LegMeter(this::received));
        hear("6.1", "copylegs");

        RunProgress progress = meter.progress();
        assertThat(progress.frame()).isEqualTo(75);
        assertThat(progress.fps()).isEqualTo(25);
        assertThat(progress.packet()).isEqualTo(450);
        assertThat(progress.sizeBytes()).as("FFmpeg says it").isEqualTo(134_832);
        assertThat(progress.bitsPerSecond()).isLessThan(400_000);
        IoProgress video = progress.outputs().getFirst();
        assertThat(video.frame()).isEqualTo(75);
        assertThat(video.fps()).isEqualTo(25);
        assertThat(video.packet()).isEqualTo(300);
        assertThat(video.pps()).isEqualTo(100);
        assertThat(video.sizeBytes()).isEqualTo(300_000);
        assertThat(video.bitsPerSecond()).isEqualTo(800_000);
        IoProgress sound = progress.outputs().getLast();
        assertThat(sound.frame()).isZero();
        assertThat(sound.packet()).isEqualTo(150);
        assertThat(sound.sizeBytes()).isEqualTo(150_000);
        assertThat(progress.inputs()).allMatch(input -> input.packet() == 0 && input.frame() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void changesNothingThatFfmpegCountsAndNoOutputThatIsNoLeg(String version) {
        hear(version, "legs");
        RunProgress alone = meter.progress();
        now = 0;
        meter = new RunMeter(
                new RunMeter.Ids(List.of("picture", "tone"), List.of("file")), () -> now, new LegMeter(this::received));
        hear(version, "legs");

        RunProgress progress = meter.progress();
        assertThat(progress.frame()).isEqualTo(alone.frame());
        assertThat(progress.fps()).isEqualTo(alone.fps());
        assertThat(progress.sizeBytes()).isEqualTo(alone.sizeBytes());
        assertThat(progress.bitsPerSecond()).isEqualTo(alone.bitsPerSecond());
        assertThat(progress.outputs().subList(0, 2)).isEqualTo(alone.outputs().subList(0, 2));
        assertThat(progress.outputs().get(2).frame()).isPositive();
        assertThat(progress.outputs().get(3).pps()).isEqualTo(50);
    }

    @Test
    void forgetsRatesOfARunThatSaysNothingAnyMore() {
        hear("5.1", "legs");
        double before = meter.progress().fps();
        now += 10 * SECOND;
        assertThat(meter.progress().fps()).isLessThan(before / 2);
        now += 30 * SECOND;
        RunProgress after = meter.progress();
        assertThat(after.fps()).isZero();
        assertThat(after.bitsPerSecond()).isZero();
        assertThat(after.outputs().getFirst().fps()).isZero();
        assertThat(after.frame()).isEqualTo(50);
    }

    @Test
    void theSameNumbersAgainAreNoAdvance() {
        String line = "size=      17kB time=00:00:01.94 bitrate=  73.1kbits/s speed=0.967x    ";
        assertThat(meter.accept(line)).isEqualTo(RunMeter.Heard.ADVANCE);
        assertThat(meter.accept(line)).isEqualTo(RunMeter.Heard.NUMBERS);
        assertThat(meter.accept("Last message repeated 3 times")).isEqualTo(RunMeter.Heard.TEXT);
    }

    @Test
    void keepsFewStreamsOfARunThatClaimsMany() {
        hear("Input #0, lavfi, from 'x':");
        for (int i = 0; i < 9999; i++) {
            hear("  Stream #0:" + i + ": Audio: aac, 48000 Hz, stereo, fltp");
            hear("  Stream #0:" + i + " -> #0:" + i + " (copy)");
        }
        assertThat(meter.progress().inputs()).hasSize(BannerReader.MAX_STREAMS);
    }

    @Test
    void takesAnyStatsLine() {
        Random random = new Random(9);
        String valid =
                "ffmpeg.progress:{\"inputs\":[{\"index\":0,\"frame\":-1}],\"outputs\":[[{}]],\"frame\":1e30,\"time\":7}";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder(valid);
            for (int k = random.nextInt(6); k > 0; k--) {
                int at = 16 + random.nextInt(line.length() - 16);
                line.setCharAt(at, "{}[]\",:0e-xn".charAt(random.nextInt(12)));
            }
            meter.accept(line.toString());
            meter.accept("ffmpeg.inputs:" + line.substring(16));
        }
        meter.accept("ffmpeg.outputs:" + "[".repeat(20_000));
        assertThat(meter.progress().fps()).isCloseTo(0, within(1e18));
    }
}
