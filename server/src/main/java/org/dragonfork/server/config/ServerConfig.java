package org.dragonfork.server.config;

/**
 * The whole configuration of one server, complete and consistent. Prints no secret.
 *
 * @param id name of this server for machines, the value of {@code core} in its metrics
 * @param name name of this server for people
 * @param address where the HTTP server listens
 */
public record ServerConfig(
        String id,
        String name,
        ListenAddress address,
        LogConfig log,
        ApiConfig api,
        StorageConfig storage,
        FfmpegConfig ffmpeg,
        WebRtcConfig webrtc,
        MetricsConfig metrics) {
    /** @throws IllegalArgumentException when the id or the name is empty */
    public ServerConfig {
        if (id.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("the id or the name is empty");
        }
    }
}
