package org.dragonfork.server.app;

import java.util.HashMap;
import java.util.Map;
import org.dragonfork.server.config.ConfigKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that stand for configuration keys; each counts more than its environment variable. */
final class ConfigOptions {
    @Option(
            names = "--http",
            paramLabel = "ADDRESS",
            description = "where the HTTP server listens: port or host:port (CORE_ADDRESS, default :8080)")
    private @Nullable String http;

    @Option(
            names = "--udp",
            paramLabel = "PORT",
            description = "the one UDP port of all viewers (CORE_WEBRTC_UDP_MUX_PORT, default 8189)")
    private @Nullable String udp;

    @Option(
            names = "--bind",
            paramLabel = "IP",
            description = "local address of the UDP port (CORE_WEBRTC_BIND_ADDRESS, default all)")
    private @Nullable String bind;

    @Option(
            names = "--ffmpeg",
            paramLabel = "PATH",
            description = "the FFmpeg to run (CORE_FFMPEG_BINARY, default the one on the PATH)")
    private @Nullable String ffmpeg;

    /** The given ones, by configuration key. */
    Map<String, String> overrides() {
        Map<String, String> given = new HashMap<>();
        put(given, ConfigKey.ADDRESS, http);
        put(given, ConfigKey.WEBRTC_UDP_MUX_PORT, udp);
        put(given, ConfigKey.WEBRTC_BIND_ADDRESS, bind);
        put(given, ConfigKey.FFMPEG_BINARY, ffmpeg);
        return Map.copyOf(given);
    }

    private static void put(Map<String, String> given, ConfigKey key, @Nullable String value) {
        if (value != null) {
            given.put(key.key(), value);
        }
    }
}
