package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;
import org.dragonfork.egress.supervise.VideoEncoding;
import org.dragonfork.egress.supervise.WebrtcLegs;

/** The stream of {@code dragonfork demo}: a moving test picture with a running clock, and a tone that beeps each second. */
public final class DemoStream {
    /** Its id. */
    public static final StreamId ID = new StreamId("demo");

    private static final String PICTURE = "testsrc2=size=1280x720:rate=30";
    private static final String TONE = "sine=frequency=440:beep_factor=4:sample_rate=48000";
    private static final String CLOCK =
            "drawtext=%stext='%%{localtime}':x=40:y=h-100:fontsize=56:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=8";
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(15);

    // For FFmpeg builds without fontconfig; the usual places of Debian, Fedora, Arch and Alpine.
    private static final List<String> FONTS = List.of(
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
            "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
            "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
            "/usr/share/fonts/TTF/DejaVuSans.ttf",
            "/usr/share/fonts/dejavu/DejaVuSans.ttf");

    private DemoStream() {}

    /** Makes the process; asks the binary first, for at most some seconds, whether it can draw text. */
    public static ProcessSpec spec(FfmpegBinary binary) {
        String picture = clock(binary).map(clock -> PICTURE + "," + clock).orElse(PICTURE);
        return new ProcessSpec(
                ID,
                "test picture",
                List.of(),
                List.of(
                        new ProcessSpec.MediaInput(picture, List.of("-re", "-f", "lavfi")),
                        new ProcessSpec.MediaInput(TONE, List.of("-re", "-f", "lavfi"))),
                List.of(),
                new RestartPolicy(true, Duration.ofSeconds(2), Duration.ofSeconds(10)),
                Optional.of(WebrtcLegs.both(LegMode.TRANSCODE)
                        .withMaps("0:v:0", "1:a:0")
                        .withEncoding(new VideoEncoding("superfast", 2500))));
    }

    /** The filter that draws the time of day; empty when this FFmpeg has none, and the picture's own counter must do. */
    static Optional<String> clock(FfmpegBinary binary) {
        List<String> candidates = new ArrayList<>(List.of(""));
        FONTS.stream()
                .filter(font -> Files.isReadable(Path.of(font)))
                .forEach(font -> candidates.add("fontfile=" + font + ":"));
        return candidates.stream()
                .map(CLOCK::formatted)
                .filter(filter -> draws(binary, filter))
                .findFirst();
    }

    private static boolean draws(FfmpegBinary binary, String filter) {
        List<String> command = List.of(
                binary.path().toString(),
                "-nostdin",
                "-f",
                "lavfi",
                "-i",
                "color=size=320x240:duration=1," + filter,
                "-frames:v",
                "1",
                "-f",
                "null",
                "-");
        try {
            return ShortRun.of(command, PROBE_TIMEOUT).succeeded();
        } catch (IOException _) {
            return false;
        }
    }
}
