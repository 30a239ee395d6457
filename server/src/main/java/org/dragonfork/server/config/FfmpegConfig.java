package org.dragonfork.server.config;

/**
 * Everything under {@code ffmpeg.}. What runs is {@code binary} if given, else {@code ffmpeg} on the PATH, else
 * {@code fallback}.
 *
 * @param binary path or name, empty when not configured
 * @param fallback path of the FFmpeg that the launcher fetched, empty when there is none
 * @param maxProcesses most FFmpegs that may run at one time, 0 for no limit
 * @param inputs what addresses an input may have
 * @param outputs what addresses an output may have
 * @param logLines newest lines kept of each run, 0 or more
 * @param logHistory ended runs whose report is kept, 0 or more
 */
public record FfmpegConfig(
        String binary,
        String fallback,
        int maxProcesses,
        AddressPatterns inputs,
        AddressPatterns outputs,
        int logLines,
        int logHistory) {
    /** @throws IllegalArgumentException when a number is negative */
    public FfmpegConfig {
        if (maxProcesses < 0 || logLines < 0 || logHistory < 0) {
            throw new IllegalArgumentException("limits of FFmpeg are at least 0");
        }
    }
}
