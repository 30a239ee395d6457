package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamLineTest {
    private static StreamLine parse(String line) {
        return StreamLine.parse(line).orElseThrow();
    }

    @Test
    void readsVideoOfEveryKind() {
        assertThat(
                        parse(
                                "    Stream #0:0(und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709, progressive), "
                                        + "1280x720 [SAR 1:1 DAR 16:9], 1205 kb/s, 29.97 fps, 29.97 tbr, 30k tbn, 59.94 tbc (default)"))
                .isEqualTo(new StreamLine(
                        0, 0, "und", "video", "h264", "High", "yuv420p", 1280, 720, 29.97, 0, "", 0, 1205));
        assertThat(parse("  Stream #1:2[0x100]: Video: hevc (Main 10), yuv420p10le(tv), 3840x2160, 1k fps, 50 tbr"))
                .isEqualTo(new StreamLine(
                        1, 2, "", "video", "hevc", "Main 10", "yuv420p10le", 3840, 2160, 1000, 0, "", 0, 0));
        // Nothing was decoded yet.
        assertThat(parse("  Stream #0:0: Video: h264, none, 90k tbr, 90k tbn"))
                .isEqualTo(new StreamLine(0, 0, "", "video", "h264", "", "none", 0, 0, 0, 0, "", 0, 0));
        assertThat(parse("  Stream #0:0: Video: vp8, 640x480, 25 fps").pixelFormat())
                .isEmpty();
        assertThat(
                        parse(
                                "    Stream #0:0: Video: mjpeg (Baseline), yuvj422p(pc, bt470bg/unknown/unknown), 1920x1080, 15 fps"))
                .isEqualTo(new StreamLine(
                        0, 0, "", "video", "mjpeg", "Baseline", "yuvj422p", 1920, 1080, 15, 0, "", 0, 0));
    }

    @Test
    void readsSoundOfEveryKind() {
        assertThat(
                        parse(
                                "  Stream #0:1[0x101](eng): Audio: aac (LC) ([15][0][0][0] / 0x000F), 48000 Hz, stereo, fltp, 128 kb/s"))
                .isEqualTo(new StreamLine(0, 1, "eng", "audio", "aac", "LC", "", 0, 0, 0, 48000, "stereo", 2, 128));
        assertThat(parse("  Stream #0:1: Audio: pcm_mulaw, 8000 Hz, mono, s16, 64 kb/s"))
                .isEqualTo(new StreamLine(0, 1, "", "audio", "pcm_mulaw", "", "", 0, 0, 0, 8000, "mono", 1, 64));
    }

    @ParameterizedTest
    @CsvSource({
        "5.1, 6",
        "5.1(side), 6",
        "7.1, 8",
        "5.1.2, 8",
        "2.1, 3",
        "4 channels, 4",
        "16 channels (FL+FR), 16",
        "quad, 4",
        "octagonal, 8",
        "ambisonic 1, 0"
    })
    void countsChannels(String layout, int channels) {
        StreamLine line = parse("  Stream #0:0: Audio: pcm_s16le, 44100 Hz, " + layout + ", s16");
        assertThat(line.layout()).isEqualTo(layout);
        assertThat(line.channels()).isEqualTo(channels);
    }

    @Test
    void readsOtherStreams() {
        StreamLine subtitle = parse("  Stream #0:3(ger): Subtitle: subrip");
        assertThat(subtitle.type()).isEqualTo("subtitle");
        assertThat(subtitle.codec()).isEqualTo("subrip");
        assertThat(parse("  Stream #0:4[0x102]: Data: timed_id3 (ID3  / 0x20334449)")
                        .type())
                .isEqualTo("data");
        assertThat(parse("  Stream #0:5: Unknown: none").codec()).isEqualTo("none");
    }

    @Test
    void isEmptyForOtherLines() {
        for (String line : new String[] {
            "",
            "  Stream #0:0 -> #0:0 (copy)",
            "Stream mapping:",
            "  Stream #0:0 (h264) -> scale:default",
            "Stream #99999:0: Video: h264",
            "[x] Stream #0:0: Video: h264"
        }) {
            assertThat(StreamLine.parse(line)).as(line).isEmpty();
        }
    }

    @Test
    void takesAnyLine() {
        Random random = new Random(5);
        String alphabet = "0123456789x, ()[]HzfpskbVideoAudio:.";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder(
                    i % 2 == 0 ? "  Stream #0:0: Video: h264, yuv420p, " : "  Stream #0:1: Audio: aac, 48000 Hz, ");
            for (int k = random.nextInt(60); k > 0; k--) {
                line.insert(random.nextInt(line.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            StreamLine.parse(line.toString()).ifPresent(read -> {
                assertThat(read.width()).isNotNegative();
                assertThat(read.fps()).isFinite();
            });
        }
    }
}
