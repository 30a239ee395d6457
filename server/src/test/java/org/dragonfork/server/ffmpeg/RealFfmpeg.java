package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The FFmpeg that the tests run: the one a server would run, or the one that {@code dragonfork.test.ffmpeg} names. */
public final class RealFfmpeg {
    private RealFfmpeg() {}

    public static FfmpegBinary find() {
        try {
            return FfmpegBinary.find(
                    FfmpegBinary.Places.ofEnvironment(System.getProperty("dragonfork.test.ffmpeg", "")));
        } catch (FfmpegNotFoundException e) {
            throw new AssertionError("these tests need an FFmpeg", e);
        }
    }

    /** What it prints when it is asked. */
    public static String says(String question) throws IOException {
        return ShortRun.of(List.of(find().path().toString(), "-hide_banner", question), Duration.ofSeconds(20))
                .output();
    }

    /** Makes a file of a few seconds: 25 pictures a second with B-frames, a key frame each second, and a tone. */
    static Path clip(Path directory, String name, String... audioCodec) throws IOException {
        Path file = directory.resolve(name);
        List<String> command = new ArrayList<>(List.of(find().path().toString(), "-nostdin", "-y"));
        command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=4"));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=sample_rate=48000:duration=4"));
        command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-bf", "2", "-c:a"));
        command.addAll(List.of(audioCodec));
        command.add(file.toString());
        assertThat(ShortRun.of(command, Duration.ofSeconds(20)).succeeded())
                .as("made %s", name)
                .isTrue();
        return file;
    }
}
