package org.dragonfork.server.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.CleanupRule;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessIo;
import org.dragonfork.egress.process.ProcessLimits;
import org.dragonfork.egress.process.ProcessRules;
import org.dragonfork.egress.process.WebrtcMode;
import org.dragonfork.egress.process.WebrtcSettings;

/** A process from JSON, on top of another one: what the JSON does not say stays as it is there. */
public final class ProcessConfigReader {
    private static final long MEGABYTE = 1024 * 1024;

    /** Beyond this a number of bytes or files is a mistake, and it still fits the doubles of JavaScript. */
    private static final long MAX_WHOLE = 1L << 53;

    private final Dialect dialect;

    public ProcessConfigReader(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The process; whether it is any good depends also on the mistakes that the fields have noted by then. */
    public ProcessConfig read(JsonFields fields, ProcessConfig base) {
        String given = fields.text("id", "");
        String id = given.isEmpty() ? base.id().value() : given;
        if (!StreamId.isValid(id)) {
            fields.mistake(
                    "id",
                    "must have 1 to " + StreamId.MAX_LENGTH
                            + " characters, none of them a slash, a blank or a control character");
            id = base.id().value();
        }
        // The store of the original has no type, and its API takes an empty one for the only one there is.
        String type = fields.text("type", base.type());
        return new ProcessConfig(
                new StreamId(id),
                type.isEmpty() ? ProcessConfig.TYPE : type,
                fields.text("reference", base.reference()),
                ios(fields, "input", base.inputs()),
                ios(fields, "output", base.outputs()),
                fields.texts("options", base.options()),
                fields.flag("reconnect", base.reconnect()),
                fields.whole("reconnect_delay_seconds", base.reconnectDelaySeconds(), ProcessRules.MAX_SECONDS),
                fields.flag("autostart", base.autostart()),
                fields.whole("stale_timeout_seconds", base.staleTimeoutSeconds(), ProcessRules.MAX_SECONDS),
                limits(fields, base.limits()),
                fields.object("webrtc")
                        .map(webrtc -> webrtc(webrtc, base.webrtc()))
                        .orElse(base.webrtc()),
                merged(base.unknown(), fields.rest()));
    }

    private static List<ProcessIo> ios(JsonFields fields, String name, List<ProcessIo> base) {
        return fields.objects(name)
                .map(all -> all.stream().map(ProcessConfigReader::io).toList())
                .orElse(base);
    }

    private static ProcessIo io(JsonFields fields) {
        return new ProcessIo(
                fields.text("id", ""),
                fields.text("address", ""),
                fields.texts("options", List.of()),
                cleanup(fields),
                fields.rest());
    }

    private static List<CleanupRule> cleanup(JsonFields io) {
        List<CleanupRule> rules = new ArrayList<>();
        io.objects("cleanup")
                .ifPresent(all -> all.forEach(rule -> rules.add(new CleanupRule(
                        rule.text("pattern", ""),
                        rule.whole("max_files", 0, MAX_WHOLE),
                        rule.whole("max_file_age_seconds", 0, MAX_WHOLE),
                        rule.flag("purge_on_delete", false)))));
        return rules;
    }

    private ProcessLimits limits(JsonFields fields, ProcessLimits base) {
        return switch (dialect) {
            case API ->
                fields.object("limits")
                        .map(limits -> new ProcessLimits(
                                limits.number("cpu_usage", base.cpuUsagePercent(), 100),
                                limits.whole("memory_mbytes", base.memoryBytes() / MEGABYTE, MAX_WHOLE / MEGABYTE)
                                        * MEGABYTE,
                                limits.whole("waitfor_seconds", base.waitForSeconds(), ProcessRules.MAX_SECONDS)))
                        .orElse(base);
            case STORE ->
                new ProcessLimits(
                        fields.number("limit_cpu_usage", base.cpuUsagePercent(), 100),
                        fields.whole("limit_memory_bytes", base.memoryBytes(), MAX_WHOLE),
                        fields.whole("limit_waitfor_seconds", base.waitForSeconds(), ProcessRules.MAX_SECONDS));
        };
    }

    private static WebrtcSettings webrtc(JsonFields fields, WebrtcSettings base) {
        String word = fields.text("mode", base.mode().label());
        WebrtcMode mode = WebrtcMode.of(word).orElseGet(() -> {
            fields.mistake("mode", "must be auto, copy or transcode");
            return base.mode();
        });
        return new WebrtcSettings(
                fields.flag("enabled", base.enabled()),
                mode,
                fields.flag("force_transcode", base.forceTranscode()),
                payloadType(fields, "video_pt", base.videoPayloadType(), WebrtcSettings.OFF.videoPayloadType()),
                payloadType(fields, "audio_pt", base.audioPayloadType(), WebrtcSettings.OFF.audioPayloadType()),
                orElse(fields.text("video_map", base.videoMap()), WebrtcSettings.OFF.videoMap()),
                orElse(fields.text("audio_map", base.audioMap()), WebrtcSettings.OFF.audioMap()),
                fields.flag("public", base.open()),
                fields.flag("on_demand", base.onDemand()),
                merged(base.unknown(), fields.rest()));
    }

    // Clients of the original write 0 and empty text for what nobody filled in.
    private static int payloadType(JsonFields fields, String name, int base, int otherwise) {
        int value = (int) fields.whole(name, base, 127);
        return value == 0 ? otherwise : value;
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static Map<String, String> merged(Map<String, String> base, Map<String, String> over) {
        Map<String, String> all = new LinkedHashMap<>(base);
        all.putAll(over);
        return all;
    }
}
