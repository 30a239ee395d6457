package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes files of a few seconds in every form that a source may have. */
public final class Clips {
    private static final List<String> PICTURE =
            List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=15:duration=4");
    private static final List<String> TONE = List.of("-f", "lavfi", "-i", "sine=sample_rate=48000:duration=4");

    private final Path directory;

    public Clips(Path directory) {
        this.directory = directory;
    }

    /** Picture and sound by the options of encoders. */
    public Path both(String name, String options) {
        List<String> inputs = new ArrayList<>(PICTURE);
        inputs.addAll(TONE);
        return make(name, inputs, options);
    }

    public Path picture(String name, String options) {
        return make(name, PICTURE, options);
    }

    public Path sound(String name, String options) {
        return make(name, TONE, options);
    }

    private Path make(String name, List<String> inputs, String options) {
        Path file = directory.resolve(name);
        List<String> command =
                new ArrayList<>(List.of(RealFfmpeg.find().path().toString(), "-nostdin", "-y", "-loglevel", "error"));
        command.addAll(inputs);
        command.addAll(List.of(options.strip().split(" ", -1)));
        command.addAll(List.of("-strict", "-2", file.toString()));
        try {
            assertThat(ShortRun.of(command, Duration.ofSeconds(60)).succeeded())
                    .as("made %s with %s", name, options)
                    .isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return file;
    }
}
