package org.dragonfork.server.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An FFmpeg that was tried and runs.
 *
 * @param path absolute path of the executable
 * @param origin why this one
 */
public record FfmpegBinary(Path path, FfmpegVersion version, Origin origin) {
    /** System property that names the executable fetched by the launcher. */
    public static final String CACHE_PROPERTY = "dragonfork.ffmpeg.cache";
    /** The same as an environment variable. */
    public static final String CACHE_VARIABLE = "DRAGONFORK_FFMPEG_CACHE";

    // A 77 MB static build on a cold disk takes a second or two.
    private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(15);

    /** Which of the three places it came from. */
    public enum Origin {
        /** Named in the configuration. */
        CONFIGURED,
        /** Found on the PATH. */
        PATH,
        /** The build that the launcher fetched. */
        EMBEDDED
    }

    /**
     * Where to look, in this order; an empty text is a place that does not exist.
     *
     * @param configured value of {@code ffmpeg.binary}: a path, or a bare name to be found on the PATH
     * @param searchPath value of PATH
     * @param embedded executable fetched by the launcher
     */
    public record Places(String configured, String searchPath, String embedded) {
        /** The places that this JVM's environment names. */
        public static Places ofEnvironment(String configured) {
            Map<String, String> environment = System.getenv();
            String embedded = System.getProperty(CACHE_PROPERTY, environment.getOrDefault(CACHE_VARIABLE, ""));
            return new Places(configured, environment.getOrDefault("PATH", ""), embedded);
        }
    }

    /** Finds the first that runs; a configured one is never replaced by another. */
    public static FfmpegBinary find(Places places) throws FfmpegNotFoundException {
        if (!places.configured().isBlank()) {
            return configured(places);
        }
        List<String> tried = new ArrayList<>();
        Optional<Path> onPath = search("ffmpeg", places.searchPath());
        if (onPath.isPresent()) {
            Optional<FfmpegVersion> version = versionOf(onPath.get());
            if (version.isPresent()) {
                return new FfmpegBinary(onPath.get(), version.get(), Origin.PATH);
            }
            tried.add(onPath.get() + " does not run");
        } else {
            tried.add("none on the PATH");
        }
        if (places.embedded().isBlank()) {
            tried.add("no embedded one was fetched");
        } else {
            Path embedded = Path.of(places.embedded()).toAbsolutePath();
            Optional<FfmpegVersion> version = versionOf(embedded);
            if (version.isPresent()) {
                return new FfmpegBinary(embedded, version.get(), Origin.EMBEDDED);
            }
            tried.add(embedded + " does not run");
        }
        throw new FfmpegNotFoundException("no FFmpeg found (" + String.join(", ", tried)
                + "): install ffmpeg, set ffmpeg.binary to its path, or start through ./dragonfork, which fetches one");
    }

    /** One line for the log: which FFmpeg runs, and why this one. */
    public String describe() {
        String why = switch (origin) {
            case CONFIGURED -> "as configured";
            case PATH -> "found on the PATH";
            case EMBEDDED -> "the embedded default, as none is on the PATH";
        };
        return "FFmpeg " + version.text() + " at " + path + " (" + why + ")";
    }

    private static FfmpegBinary configured(Places places) throws FfmpegNotFoundException {
        String name = places.configured().strip();
        Optional<Path> path = name.contains(File.separator)
                ? Optional.of(Path.of(name).toAbsolutePath())
                : search(name, places.searchPath());
        Optional<FfmpegVersion> version = path.flatMap(FfmpegBinary::versionOf);
        if (path.isEmpty() || version.isEmpty()) {
            throw new FfmpegNotFoundException("ffmpeg.binary is " + name
                    + ", which is not there or does not run: correct it, or leave it empty to use the one on the PATH");
        }
        return new FfmpegBinary(path.get(), version.get(), Origin.CONFIGURED);
    }

    private static Optional<Path> search(String name, String searchPath) {
        for (String directory : searchPath.split(File.pathSeparator, -1)) {
            if (!directory.isEmpty()) {
                Path candidate = Path.of(directory, name).toAbsolutePath();
                if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<FfmpegVersion> versionOf(Path path) {
        if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
            return Optional.empty();
        }
        try {
            ShortRun run = ShortRun.of(List.of(path.toString(), "-version"), VERSION_TIMEOUT);
            return run.succeeded()
                    ? FfmpegVersion.parse(run.output().lines().findFirst().orElse(""))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
