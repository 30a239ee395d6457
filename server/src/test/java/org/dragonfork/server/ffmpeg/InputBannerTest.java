package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.dragonfork.egress.supervise.ProbedStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputBannerTest {
    private static ProbedStream only(String streamLine) {
        List<ProbedStream> streams = InputBanner.read(
                List.of("Input #0, mpegts, from 'x.ts':", "  Duration: N/A, bitrate: N/A", streamLine));
        assertThat(streams).as(streamLine).hasSize(1);
        return streams.getFirst();
    }

    @Test
    void readsWhatAFileHolds() {
        List<ProbedStream> streams = InputBanner.read(List.of(
                "Input #0, mov,mp4,m4a,3gp,3g2,mj2, from '/data/b.mp4':",
                "  Metadata:",
                "    major_brand     : isom",
                "  Duration: 01:02:03.50, start: 0.000000, bitrate: 363 kb/s",
                "  Stream #0:0[0x1](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709, progressive),"
                        + " 1280x720 [SAR 1:1 DAR 16:9], 284 kb/s, 29.97 fps, 30 tbr, 12800 tbn (default)",
                "    Metadata:",
                "      handler_name    : VideoHandler",
                "  Stream #0:1[0x2](eng): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, 5.1(side), fltp, 69 kb/s"
                        + " (default)",
                "  Stream #0:2[0x3](ger): Subtitle: mov_text (tx3g / 0x67337874), 0 kb/s (default)",
                "Output #0, null, to 'pipe:':",
                "  Stream #0:0: Video: wrapped_avframe, yuv420p, 1x1"));

        assertThat(streams).hasSize(3);
        ProbedStream video = streams.getFirst();
        assertThat(video.url()).isEqualTo("/data/b.mp4");
        assertThat(video.format()).isEqualTo("mov,mp4,m4a,3gp,3g2,mj2");
        assertThat(video.durationSeconds()).isEqualTo(3723.5);
        assertThat(video.type()).isEqualTo("video");
        assertThat(video.codec()).isEqualTo("h264");
        assertThat(video.profile()).isEqualTo("High");
        assertThat(video.pixelFormat()).isEqualTo("yuv420p");
        assertThat(video.interlaced()).isFalse();
        assertThat(video.width()).isEqualTo(1280);
        assertThat(video.height()).isEqualTo(720);
        assertThat(video.bitrateKbps()).isEqualTo(284);
        assertThat(video.fps()).isEqualTo(29.97);
        assertThat(video.language()).isEqualTo("und");
        ProbedStream audio = streams.get(1);
        assertThat(audio.codec()).isEqualTo("aac");
        assertThat(audio.profile()).isEqualTo("LC");
        assertThat(audio.samplingHz()).isEqualTo(48_000);
        assertThat(audio.layout()).isEqualTo("5.1(side)");
        assertThat(audio.channels()).isEqualTo(6);
        assertThat(audio.bitrateKbps()).isEqualTo(69);
        assertThat(audio.language()).isEqualTo("eng");
        assertThat(streams.get(2).type()).isEqualTo("subtitle");
    }

    @Test
    void seesThatPixelsAreNotSquareAndGoesByTheContainer() {
        assertThat(only("  Stream #0:0: Video: h264 (Main), yuv420p, 720x576 [SAR 64:45 DAR 16:9], 25 fps")
                        .pixelAspect())
                .isEqualTo(64 / 45.0);
        assertThat(only("  Stream #0:0: Video: h264, yuv420p, 720x576 [SAR 64:45 DAR 16:9], SAR 1:1 DAR 5:4, 25 fps")
                        .pixelAspect())
                .isEqualTo(1);
        assertThat(only("  Stream #0:0: Video: h264 (Main), yuv420p, 720x576, 25 fps")
                        .pixelAspect())
                .isZero();
        assertThat(only("  Stream #0:0: Video: h264 (Main), yuv420p, 720x576 [SAR 0:1 DAR 0:1], 25 fps")
                        .pixelAspect())
                .isZero();
    }

    @Test
    void seesThatAPictureIsToBeTurned() {
        List<ProbedStream> streams = InputBanner.read(List.of(
                "Input #0, mov,mp4,m4a,3gp,3g2,mj2, from '/data/phone.mp4':",
                "  Stream #0:0[0x1](und): Audio: aac (LC), 48000 Hz, mono, fltp, 69 kb/s",
                "  Stream #0:1[0x2](und): Video: h264 (High), yuv420p, 1280x720, 284 kb/s, 30 fps",
                "    Side data:",
                "      displaymatrix: rotation of -90.00 degrees",
                "      displaymatrix: rotation of nan degrees",
                "Output #0, null, to 'pipe:':"));

        assertThat(streams).extracting(ProbedStream::rotation).containsExactly(0, -90);
    }

    @Test
    void tellsInputsApartAndHidesTheirPasswords() {
        List<ProbedStream> streams = InputBanner.read(List.of(
                "Input #0, rtsp, from 'rtsp://admin:secret@192.0.2.9/1':",
                "  Duration: N/A, start: 0.033, bitrate: N/A",
                "  Stream #0:0: Video: hevc (Main), yuvj420p(pc, bt709), 2560x1440, 20 fps, 20 tbr, 90k tbn",
                "Input #1, lavfi, from 'sine':",
                "  Stream #1:0: Audio: pcm_s16le, 44100 Hz, 1 channels (FL), s16, 705 kb/s"));

        assertThat(streams).extracting(ProbedStream::index).containsExactly(0, 1);
        assertThat(streams.getFirst().url()).isEqualTo("rtsp://***@192.0.2.9/1");
        assertThat(streams.get(1).format()).isEqualTo("lavfi");
        assertThat(streams.get(1).channels()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  Stream #0:0[0x100]: Video: h264 (High) ([27][0][0][0] / 0x001B), yuv420p(top first), 720x576 [SAR"
                        + " 1:1], 25 fps|true",
                "  Stream #0:0: Video: h264 (Main), yuv420p(tv, smpte170m, bottom coded first (swapped)), 720x576, 25"
                        + " fps|true",
                "  Stream #0:0: Video: h264 (Main), yuv420p(tv, bt470bg/unknown/unknown, progressive), 720x576, 25"
                        + " fps|false",
                "  Stream #0:0(und): Video: h264 (Constrained Baseline), 1 reference frame, yuv420p, 720x576"
                        + " (720x592), 25 fps|false",
            })
    void seesFieldsAndSizesInEveryForm(String line, boolean interlaced) {
        ProbedStream stream = only("  " + line);

        assertThat(stream.interlaced()).isEqualTo(interlaced);
        assertThat(stream.pixelFormat()).isEqualTo("yuv420p");
        assertThat(stream.width()).isEqualTo(720);
        assertThat(stream.height()).isEqualTo(576);
        assertThat(stream.fps()).isEqualTo(25);
    }

    @Test
    void leavesOpenWhatIsNotPrinted() {
        ProbedStream stream = only("  Stream #0:0: Video: h264, none, 90k tbr, 90k tbn");

        assertThat(stream.codec()).isEqualTo("h264");
        assertThat(stream.profile()).isEmpty();
        assertThat(stream.pixelFormat()).isEmpty();
        assertThat(stream.width()).isZero();
        assertThat(only("  Stream #0:1: Audio: none, 0 channels").channels()).isZero();
        assertThat(only("  Stream #0:0: Video: png, rgb24(pc), 500x500, 90k tbr, 90k tbn (attached pic)")
                        .attachedPicture())
                .isTrue();
    }

    @Test
    void namesAStreamOnceAlsoWhenAGroupNamesItAgain() {
        String line = "  Stream #0:0[0x1](und): Video: hevc (Main Still Picture), yuv420p, 512x512, 1 fps";

        assertThat(InputBanner.read(
                        List.of("Input #0, mov, from 'a':", line, "  Stream group #0:0[0x31]: Tile Grid:", line)))
                .hasSize(1);
    }

    @Test
    void hasBoundsAndNeverFails() {
        var random = new Random(4);
        String alphabet = "Stream #0:[](),. x/Video: Audio: Input #0, from '9876543210kbfpsHz\\\"\u00e4";
        for (int round = 0; round < 20_000; round++) {
            var line = new StringBuilder(round % 3 == 0 ? "  Stream #0:" + round % 10 + ": Video: " : "");
            int length = random.nextInt(120);
            for (int i = 0; i < length; i++) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(InputBanner.read(List.of("Input #0, x, from 'y':", line.toString())))
                    .hasSizeLessThanOrEqualTo(1);
        }
        var reader = new InputBanner();
        reader.accept("Input #0, hls, from 'y':");
        for (int i = 0; i < 5000; i++) {
            reader.accept("  Stream #0:" + i + ": Video: h264, yuv420p, 1x1");
        }
        assertThat(reader.streams()).hasSize(InputBanner.MAX_STREAMS);
    }

    @ParameterizedTest
    @CsvSource({
        "mono, 1",
        "stereo, 2",
        "2.1, 3",
        "5.1, 6",
        "5.1(side), 6",
        "7.1(wide), 8",
        "7.1.4, 12",
        "quad(side), 4",
        "16 channels, 16",
        "'', 0",
        "fltp, 0"
    })
    void countsChannels(String layout, int channels) {
        assertThat(ChannelLayouts.channels(layout)).isEqualTo(channels);
    }
}
