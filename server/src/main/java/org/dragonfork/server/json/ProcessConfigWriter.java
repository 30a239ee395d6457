package org.dragonfork.server.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dragonfork.egress.process.CleanupRule;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessIo;
import org.dragonfork.egress.process.ProcessLimits;
import org.dragonfork.egress.process.WebrtcSettings;

/** A process as JSON: maps, lists and numbers for {@link Json#write}, in the order in which the original has them. */
public final class ProcessConfigWriter {
    private static final long MEGABYTE = 1024 * 1024;

    private final Dialect dialect;

    public ProcessConfigWriter(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * The whole configuration.
     *
     * @param ffmpegVersions written as {@code ffversion} in the store, where the original expects it
     */
    public Map<String, Object> write(ProcessConfig config, String ffmpegVersions) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", config.id().value());
        switch (dialect) {
            case API -> json.put("type", config.type());
            case STORE -> {}
        }
        json.put("reference", config.reference());
        if (dialect == Dialect.STORE && !ffmpegVersions.isEmpty()) {
            json.put("ffversion", ffmpegVersions);
        }
        json.put("input", config.inputs().stream().map(this::io).toList());
        json.put("output", config.outputs().stream().map(this::io).toList());
        json.put("options", config.options());
        json.put("reconnect", config.reconnect());
        json.put("reconnect_delay_seconds", config.reconnectDelaySeconds());
        json.put("autostart", config.autostart());
        json.put("stale_timeout_seconds", config.staleTimeoutSeconds());
        limits(config.limits(), json);
        if (dialect == Dialect.API || !config.webrtc().equals(WebrtcSettings.OFF)) {
            json.put("webrtc", webrtc(config.webrtc()));
        }
        addUnknown(json, config.unknown());
        return json;
    }

    /** Adds fields that came from outside, but for those that are there already. */
    public static void addUnknown(Map<String, Object> json, Map<String, String> unknown) {
        unknown.forEach((name, text) -> {
            if (!json.containsKey(name)) {
                json.put(name, Json.readOwn(text));
            }
        });
    }

    /** A number without decimals where it has none. */
    public static Number plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            return (long) value;
        }
        return BigDecimal.valueOf(value);
    }

    private Map<String, Object> io(ProcessIo io) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", io.id());
        json.put("address", io.address());
        json.put("options", io.options());
        if (!io.cleanup().isEmpty() || dialect == Dialect.STORE) {
            json.put(
                    "cleanup",
                    io.cleanup().stream().map(ProcessConfigWriter::rule).toList());
        }
        addUnknown(json, io.unknown());
        return json;
    }

    private static Map<String, Object> rule(CleanupRule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pattern", rule.pattern());
        json.put("max_files", rule.maxFiles());
        json.put("max_file_age_seconds", rule.maxFileAgeSeconds());
        json.put("purge_on_delete", rule.purgeOnDelete());
        return json;
    }

    private void limits(ProcessLimits limits, Map<String, Object> json) {
        switch (dialect) {
            case API -> {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("cpu_usage", plain(limits.cpuUsagePercent()));
                object.put("memory_mbytes", limits.memoryBytes() / MEGABYTE);
                object.put("waitfor_seconds", limits.waitForSeconds());
                json.put("limits", object);
            }
            case STORE -> {
                json.put("limit_cpu_usage", plain(limits.cpuUsagePercent()));
                json.put("limit_memory_bytes", limits.memoryBytes());
                json.put("limit_waitfor_seconds", limits.waitForSeconds());
            }
        }
    }

    private static Map<String, Object> webrtc(WebrtcSettings webrtc) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("enabled", webrtc.enabled());
        json.put("mode", webrtc.mode().label());
        json.put("force_transcode", webrtc.forceTranscode());
        json.put("video_pt", webrtc.videoPayloadType());
        json.put("audio_pt", webrtc.audioPayloadType());
        json.put("video_map", webrtc.videoMap());
        json.put("audio_map", webrtc.audioMap());
        json.put("public", webrtc.open());
        json.put("on_demand", webrtc.onDemand());
        addUnknown(json, webrtc.unknown());
        return json;
    }
}
