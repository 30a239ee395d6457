package org.dragonfork.server.config;

import static org.dragonfork.server.config.ConfigKey.FFMPEG_ACCESS_INPUT_ALLOW;
import static org.dragonfork.server.config.ConfigKey.FFMPEG_ACCESS_INPUT_BLOCK;
import static org.dragonfork.server.config.ConfigKey.FFMPEG_ACCESS_OUTPUT_ALLOW;
import static org.dragonfork.server.config.ConfigKey.FFMPEG_ACCESS_OUTPUT_BLOCK;
import static org.dragonfork.server.config.ConfigKey.FFMPEG_BINARY;
import static org.dragonfork.server.config.ConfigKey.FFMPEG_LOG_MAX_HISTORY;
import static org.dragonfork.server.config.ConfigKey.FFMPEG_LOG_MAX_LINES;
import static org.dragonfork.server.config.ConfigKey.FFMPEG_MAX_PROCESSES;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what stands under {@code ffmpeg.}. */
final class FfmpegReader {
    /** What files of the original say when nothing was chosen. */
    private static final String NO_CHOICE = "ffmpeg";

    private static final int MOST_PROCESSES = 100_000;

    private static final int MOST_LINES = 10_000;

    private static final int MOST_HISTORY = 1_000;

    private final ConfigValues values;

    FfmpegReader(ConfigValues values) {
        this.values = values;
    }

    /** @param fetched path of the FFmpeg that the launcher fetched, may be empty */
    FfmpegConfig read(String fetched) {
        String binary = values.text(FFMPEG_BINARY);
        return new FfmpegConfig(
                binary.equals(NO_CHOICE) ? "" : binary,
                fetched,
                values.number(FFMPEG_MAX_PROCESSES, 0, MOST_PROCESSES),
                patterns(FFMPEG_ACCESS_INPUT_ALLOW, FFMPEG_ACCESS_INPUT_BLOCK),
                patterns(FFMPEG_ACCESS_OUTPUT_ALLOW, FFMPEG_ACCESS_OUTPUT_BLOCK),
                values.number(FFMPEG_LOG_MAX_LINES, 0, MOST_LINES),
                values.number(FFMPEG_LOG_MAX_HISTORY, 0, MOST_HISTORY));
    }

    private AddressPatterns patterns(ConfigKey allow, ConfigKey block) {
        List<String> allowed = values.parsedList(allow, FfmpegReader::expression);
        List<String> blocked = values.parsedList(block, FfmpegReader::expression);
        return new AddressPatterns(allowed, blocked);
    }

    private static Optional<String> expression(String text) {
        try {
            Pattern.compile(text);
            return Optional.of(text);
        } catch (PatternSyntaxException _) {
            return Optional.empty();
        }
    }
}
