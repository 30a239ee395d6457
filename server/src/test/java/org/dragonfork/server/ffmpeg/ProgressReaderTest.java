package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
                .containsExactly(new Progress(76, 75.98, 537.7, 100381, Duration.ofNanos(1493500000), 1.49, 1, 2, 24));
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
        assertThat(read)
                .containsExactly(
                        new Progress(152, 25, 721.6, 527 * 1024, Duration.ofMillis(5980), 0.997, 0, 0, 0),
                        new Progress(165, 27, 734.5, 572 * 1024, Duration.ofMillis(6370), 1.06, 1, 3, 0),
                        new Progress(0, 0, 78.9, 39 * 1024, Duration.ofMillis(3604000), 11.6, 0, 0, 0));
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
        Progress sound = new Progress(0, 0, 0, 0, Duration.ofSeconds(1), 1, 0, 0, 0);
        Progress picture = new Progress(1, 0, 0, 0, Duration.ZERO, 1, 0, 0, 0);
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
