package org.dragonfork.server.ffmpeg;

/**
 * How much of what FFmpeg says is kept.
 *
 * @param maxLines of a run, {@code ffmpeg.log.max_lines}
 * @param maxHistory runs before the present one, {@code ffmpeg.log.max_history}
 */
public record ReportLimits(int maxLines, int maxHistory) {
    /** As the original. */
    public static final ReportLimits DEFAULT = new ReportLimits(50, 3);

    /** @throws IllegalArgumentException when a value is negative */
    public ReportLimits {
        if (maxLines < 0 || maxHistory < 0) {
            throw new IllegalArgumentException("ffmpeg.log.max_lines and ffmpeg.log.max_history must not be negative");
        }
    }
}
