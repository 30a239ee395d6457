package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FfmpegVersionTest {
    @ParameterizedTest
    @CsvSource({
        "ffmpeg version 4.4.1-static https://johnvansickle.com/ffmpeg/  Copyright (c) 2000-2021, 4, 4, true",
        "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers, 5, 1, false",
        "ffmpeg version n6.1.1 Copyright (c) 2000-2023, 6, 1, false",
        "ffmpeg version 7.1 Copyright (c) 2000-2024, 7, 1, false",
        "ffmpeg version 8.1.2 Copyright (c) 2000-2026 the FFmpeg developers, 8, 1, false",
        "ffmpeg version 8 Copyright (c) 2000-2026 the FFmpeg developers, 8, 0, false"
    })
    void readsReleases(String line, int major, int minor, boolean isStatic) {
        FfmpegVersion version = FfmpegVersion.parse(line).orElseThrow();
        assertThat(version.major()).isEqualTo(major);
        assertThat(version.minor()).isEqualTo(minor);
        assertThat(version.isStatic()).isEqualTo(isStatic);
    }

    @ParameterizedTest
    @CsvSource({
        "ffmpeg version N-109876-gabcdef0 Copyright (c) 2000-2024",
        "ffmpeg version 2025-03-03-git-d21ed2298e-full_build-www.gyan.dev Copyright",
        "ffmpeg version git-2020-01-01-abcdef Copyright"
    })
    void countsBuildsBetweenReleasesAsNew(String line) {
        assertThat(FfmpegVersion.parse(line).orElseThrow().atLeast(8, 0)).isTrue();
    }

    @Test
    void refusesWhatIsNotFfmpeg() {
        assertThat(FfmpegVersion.parse("")).isEmpty();
        assertThat(FfmpegVersion.parse("avconv version 12.3")).isEmpty();
    }

    @Test
    void comparesMajorBeforeMinor() {
        FfmpegVersion version = FfmpegVersion.parse("ffmpeg version 5.1.9").orElseThrow();
        assertThat(version.atLeast(5, 1)).isTrue();
        assertThat(version.atLeast(4, 4)).isTrue();
        assertThat(version.atLeast(5, 2)).isFalse();
        assertThat(version.atLeast(6, 0)).isFalse();
    }
}
