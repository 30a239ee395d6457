package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.dragonfork.server.ffmpeg.FfmpegBinary.Origin;
import org.dragonfork.server.ffmpeg.FfmpegBinary.Places;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegBinaryTest {
    @TempDir
    private Path directory = Path.of("");

    private String good = "";
    private String broken = "";

    @BeforeEach
    void makeExecutables() throws IOException {
        good = executable("good", "echo ffmpeg version 6.1.1 Copyright");
        broken = executable("broken", "echo 'ffmpeg: error while loading shared libraries' >&2; exit 127");
    }

    private String executable(String in, String script) throws IOException {
        Path file = Files.createDirectories(directory.resolve(in)).resolve("ffmpeg");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    private static String parent(String file) {
        return String.valueOf(Path.of(file).getParent());
    }

    @Test
    void takesTheConfiguredOneFirst() throws FfmpegNotFoundException {
        FfmpegBinary binary = FfmpegBinary.find(new Places(good, parent(broken), broken));
        assertThat(binary.path()).hasToString(good);
        assertThat(binary.origin()).isEqualTo(Origin.CONFIGURED);
        assertThat(binary.describe()).isEqualTo("FFmpeg 6.1.1 at " + good + " (as configured)");
    }

    @Test
    void findsAConfiguredNameOnThePath() throws FfmpegNotFoundException {
        assertThat(FfmpegBinary.find(new Places("ffmpeg", parent(good), "")).origin())
                .isEqualTo(Origin.CONFIGURED);
    }

    @Test
    void neverReplacesAConfiguredOne() {
        assertThatThrownBy(() -> FfmpegBinary.find(new Places(broken, parent(good), good)))
                .isInstanceOf(FfmpegNotFoundException.class)
                .hasMessage(
                        "ffmpeg.binary is " + broken
                                + ", which is not there or does not run: correct it, or leave it empty to use the one on the PATH");
    }

    @Test
    void looksOnThePathBeforeItTakesTheEmbeddedOne() throws FfmpegNotFoundException {
        assertThat(FfmpegBinary.find(new Places("", "/nonexistent:" + parent(good), good))
                        .origin())
                .isEqualTo(Origin.PATH);
    }

    @Test
    void takesTheEmbeddedOneWhenThePathHasNoneThatRuns() throws FfmpegNotFoundException {
        assertThat(FfmpegBinary.find(new Places("", "/nonexistent", good)).origin())
                .isEqualTo(Origin.EMBEDDED);
        assertThat(FfmpegBinary.find(new Places("", parent(broken), good)).origin())
                .isEqualTo(Origin.EMBEDDED);
    }

    @Test
    void saysWhatToDoWhenThereIsNone() {
        assertThatThrownBy(() -> FfmpegBinary.find(new Places("", parent(broken), "")))
                .hasMessage(
                        "no FFmpeg found (" + broken + " does not run, no embedded one was fetched): install ffmpeg, "
                                + "set ffmpeg.binary to its path, or start through ./dragonfork, which fetches one");
    }

    @Test
    void theTestsHaveARealOne() {
        assertThat(RealFfmpeg.find().version().atLeast(4, 4)).isTrue();
    }
}
