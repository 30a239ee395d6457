package org.dragonfork.server.ffmpeg;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ffmpeg -version} says about itself.
 *
 * @param text the version as printed, as {@code 5.1.9-0+deb12u1}, {@code n7.1} or {@code N-109876-gabcdef}
 * @param major first number, or {@link #UNRELEASED} for a build between releases
 * @param minor second number, 0 when there is none
 */
public record FfmpegVersion(String text, int major, int minor) {
    /** Builds from the development branch carry no release number; they count as newer than every release. */
    public static final int UNRELEASED = Integer.MAX_VALUE;

    private static final Pattern LINE = Pattern.compile("^ffmpeg version (\\S+)");
    private static final Pattern RELEASE = Pattern.compile("^n?(\\d{1,4})(?:\\.(\\d{1,4}))?");

    /** Reads the first line of the output; empty when it is not FFmpeg's. */
    public static Optional<FfmpegVersion> parse(String firstLine) {
        Matcher line = LINE.matcher(firstLine);
        if (!line.find()) {
            return Optional.empty();
        }
        String text = line.group(1);
        Matcher release = RELEASE.matcher(text);
        // Dated git builds of some distributors begin with a year.
        if (!release.find() || Integer.parseInt(release.group(1)) > 1000) {
            return Optional.of(new FfmpegVersion(text, UNRELEASED, 0));
        }
        int minor = release.group(2) == null ? 0 : Integer.parseInt(release.group(2));
        return Optional.of(new FfmpegVersion(text, Integer.parseInt(release.group(1)), minor));
    }

    /** Whether this is the given release or a later one. */
    public boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
    }

    /** Whether the build brings its own C library, which cannot load the host's modules for names and characters. */
    public boolean isStatic() {
        return text.contains("static");
    }
}
