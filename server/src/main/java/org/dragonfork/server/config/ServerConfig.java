package org.dragonfork.server.config;

/**
 * The whole configuration of one server, complete and consistent.
 *
 * @param id name of this server, the value of {@code core} in its metrics
 * @param address where the HTTP server listens
 */
public record ServerConfig(
        String id,
        ListenAddress address,
        LogLevel logLevel,
        WebRtcConfig webrtc,
        FfmpegConfig ffmpeg,
        MetricsConfig metrics) {
    /** @throws IllegalArgumentException when the id is empty */
    public ServerConfig {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("the id is empty");
        }
    }
}
