package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dragonfork.egress.supervise.IoProgress;
import org.junit.jupiter.api.Test;

class ProgressReaderTest {
    private final List<Progress> read = new ArrayList<>();
    private final ProgressReader reader = new ProgressReader(read::add);

    @Test
    void readsABlockOfProgress() {
        """
        frame=76
        fps=75.98
        stream_0_0_q=-1.0
        stream_0_1_q=24.0
        stream_1_0_q=31.0
        bitrate= 537.7kbits/s
        total_size=100381
        out_time_us=1493500
        out_time_ms=1493500
        out_time=00:00:01.493500
        dup_frames=1
        drop_frames=2
        speed=1.49x
        progress=continue
        """.lines().forEach(line -> assertThat(reader.accept(line)).isTrue());
        assertThat(read)
                .containsExactly(new Progress(
                        76,
                        0,
                        100381,
                        Duration.ofNanos(1493500000),
                        1.49,
                        1,
                        2,
                        24,
                        List.of(quantizer(0, 1, 24), quantizer(1, 0, 31))));
    }

    private static Progress.OfStream quantizer(int index, int stream, double quantizer) {
        return new Progress.OfStream(
                new StreamKey(true, index, stream), 0, 0, IoProgress.FrameRate.UNKNOWN, 0, 0, quantizer, 0);
    }

    private static Progress status(
            long frame, long sizeKib, long millis, double speed, long dup, long drop, double quantizer) {
        return new Progress(
                frame, 0, 1024 * sizeKib, Duration.ofMillis(millis), speed, dup, drop, quantizer, List.of());
    }

    @Test
    void readsABlockThatKnowsLittle() {
        for (String line : List.of(
                "bitrate=N/A", "total_size=N/A", "out_time_us=-6500", "out_time=-00:00:00.006500", "progress=end")) {
            assertThat(reader.accept(line)).isTrue();
        }
        assertThat(read).containsExactly(Progress.NONE);
    }

    @Test
    void readsTheStatusLineOfEveryVersion() {
        assertThat(
                        reader.accept(
                                "frame=  152 fps= 25 q=-1.0 Lsize=     527kB time=00:00:05.98 bitrate= 721.6kbits/s speed=0.997x    "))
                .isTrue();
        assertThat(
                        reader.accept(
                                "frame=  165 fps= 27 q=-1.0 Lsize=     572KiB time=00:00:06.37 bitrate= 734.5kbits/s dup=1 drop=3 speed=1.06x elapsed=0:00:06.04"))
                .isTrue();
        assertThat(reader.accept("size=      39kB time=01:00:04.00 bitrate=  78.9kbits/s speed=11.6x    "))
                .isTrue();
        assertThat(reader.accept(
                        "frame=   50 fps= 26 q=6.8 Lq=6.9 q=-0.0 size=N/A time=00:00:02.00 bitrate=N/A speed=N/A    "))
                .isTrue();
        assertThat(read)
                .containsExactly(
                        status(152, 527, 5980, 0.997, 0, 0, 0),
                        status(165, 572, 6370, 1.06, 1, 3, 0),
                        status(0, 39, 3604000, 11.6, 0, 0, 0),
                        status(50, 0, 2000, 0, 0, 0, 6.8));
    }

    @Test
    void leavesTheRestToTheLog() {
        for (String line : List.of(
                "",
                "Press [q] to stop, [?] for help",
                "[libx264 @ 0x55] kb/s:1373.94",
                "frame I:4 Avg QP:16.83 size: 5244",
                "video:520kB audio:80kB subtitle:0kB",
                "title=frame")) {
            assertThat(reader.accept(line)).as(line).isFalse();
        }
        assertThat(read).isEmpty();
    }

    @Test
    void soundOnlyAndPictureOnlyBothCountAsProgress() {
        Progress sound = status(0, 0, 1000, 1, 0, 0, 0);
        Progress picture = status(1, 0, 0, 1, 0, 0, 0);
        assertThat(sound.isBeyond(Progress.NONE)).isTrue();
        assertThat(picture.isBeyond(Progress.NONE)).isTrue();
        assertThat(picture.isBeyond(picture)).isFalse();
    }

    @Test
    void takesAnyLine() {
        Random random = new Random(1);
        String alphabet = "frame=size progtm:.0123456789N/A-kKiBx\t";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder line = new StringBuilder();
            int length = random.nextInt(60);
            for (int k = 0; k < length; k++) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            reader.accept(i % 2 == 0 ? line.toString() : "out_time_us=" + "9".repeat(length) + line);
        }
        reader.accept("progress=end");
        assertThat(read).isNotEmpty();
    }
}
