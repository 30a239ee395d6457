package org.dragonfork.server.config;

/**
 * Which FFmpeg runs: {@code binary} if given, else {@code ffmpeg} on the PATH, else {@code fallback}.
 *
 * @param binary path or name, empty when not configured
 * @param fallback path of the FFmpeg that the launcher fetched, empty when there is none
 */
public record FfmpegConfig(String binary, String fallback) {}
