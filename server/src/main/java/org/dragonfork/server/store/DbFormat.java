package org.dragonfork.server.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.StoredProcess;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.server.json.Dialect;
import org.dragonfork.server.json.Json;
import org.dragonfork.server.json.JsonFields;
import org.dragonfork.server.json.JsonLimits;
import org.dragonfork.server.json.JsonReading;
import org.dragonfork.server.json.ProcessConfigReader;
import tools.jackson.databind.JsonNode;

/** The text of {@code db.json}, version 4 of the original's format, both ways; nothing in it is lost. */
final class DbFormat {
    static final long VERSION = 4;

    private static final ProcessConfigReader CONFIGS = new ProcessConfigReader(Dialect.STORE);

    private DbFormat() {}

    /** @throws StoreUnusableException when the text is not what this server or the original wrote */
    static StoreContents read(String text) throws StoreUnusableException {
        if (text.isBlank()) {
            throw new StoreUnusableException("it is empty");
        }
        JsonNode root = switch (Json.read(text, JsonLimits.FILE)) {
            case JsonReading.Read(JsonNode read) -> read;
            case JsonReading.Refused(String why) -> throw new StoreUnusableException(why);
        };
        JsonFields top = JsonFields.of(root);
        long version = top.whole("version", -1, Integer.MAX_VALUE);
        if (version != VERSION) {
            throw new StoreUnusableException(
                    version < 0
                            ? "it does not say that it has version " + VERSION
                            : "it has version " + version + ", and this server reads version " + VERSION);
        }
        Map<String, String> systemMetadata = new LinkedHashMap<>();
        Map<String, Map<String, String>> processMetadata = new LinkedHashMap<>();
        Map<String, String> orphanFields = new LinkedHashMap<>();
        top.object("metadata").ifPresent(metadata -> {
            metadata.object("system").ifPresent(system -> systemMetadata.putAll(system.all()));
            metadata.object("process")
                    .ifPresent(all -> all.names()
                            .forEach(id -> all.object(id).ifPresent(one -> processMetadata.put(id, one.all()))));
            orphanFields.putAll(metadata.rest());
        });
        Map<StreamId, StoredEntry> processes = new LinkedHashMap<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        top.object("process")
                .ifPresent(all -> all.names().forEach(key -> {
                    if (!StreamId.isValid(key)) {
                        unreadable.put(key, all.json(key));
                        return;
                    }
                    StreamId id = new StreamId(key);
                    Map<String, String> metadata =
                            Optional.ofNullable(processMetadata.remove(key)).orElse(Map.of());
                    all.object(key)
                            .ifPresent(fields -> processes.put(id, StoredEntry.of(process(id, fields, metadata))));
                }));
        if (!top.mistakes().isEmpty()) {
            throw new StoreUnusableException(String.join("; ", top.mistakes()));
        }
        Map<String, String> orphans = new LinkedHashMap<>();
        processMetadata.forEach((id, metadata) -> orphans.put(id, object(metadata)));
        return new StoreContents(
                processes,
                unreadable,
                systemMetadata,
                top.rest(),
                new StoreContents.OrphanedMetadata(orphanFields, orphans));
    }

    private static StoredProcess process(StreamId id, JsonFields fields, Map<String, String> metadata) {
        String order = fields.text("order", "stop");
        if (!order.equals("start") && !order.equals("stop") && !order.isEmpty()) {
            fields.mistake("order", "must be start or stop");
        }
        String ffmpegVersions = "";
        // A file made by hand or by an old version may have no configuration at all: then there is nothing to run.
        ProcessConfig config = ProcessConfig.empty(id);
        Optional<JsonFields> object = fields.object("config");
        if (object.isPresent()) {
            ffmpegVersions = object.get().text("ffversion", "");
            config = CONFIGS.read(object.get(), config);
            if (!config.id().equals(id)) {
                object.get().mistake("id", "must be " + id + ", the name under which the process stands");
            }
        } else {
            fields.mistake("config", "is missing");
        }
        fields.text("id", id.value());
        fields.text("reference", "");
        return new StoredProcess(
                config,
                fields.whole("created_at", 0, Long.MAX_VALUE),
                fields.whole("updated_at", 0, Long.MAX_VALUE),
                order.equals("start") ? Order.START : Order.STOP,
                ffmpegVersions,
                metadata,
                fields.rest());
    }

    /** The whole file. */
    static String write(StoreContents contents) {
        StringBuilder text = new StringBuilder(1 << 16);
        text.append("{\n  \"version\": ").append(VERSION).append(",\n  \"process\": ");
        Map<String, String> processes = new LinkedHashMap<>();
        contents.processes().forEach((id, entry) -> processes.put(id.value(), entry.text()));
        contents.unreadable().forEach(processes::putIfAbsent);
        appendObject(text, processes, "  ");
        text.append(",\n  \"metadata\": ");
        Map<String, String> ofProcesses = new LinkedHashMap<>();
        contents.processes().forEach((id, entry) -> {
            if (!entry.metadataText().isEmpty()) {
                ofProcesses.put(id.value(), entry.metadataText());
            }
        });
        contents.unknownMetadata().processes().forEach(ofProcesses::putIfAbsent);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("system", object(contents.metadata()));
        StringBuilder inner = new StringBuilder();
        appendObject(inner, ofProcesses, "    ");
        contents.unknownMetadata().fields().forEach(metadata::putIfAbsent);
        text.append("{\n    \"system\": ").append(metadata.remove("system"));
        text.append(",\n    \"process\": ").append(inner);
        metadata.forEach((name, json) ->
                text.append(",\n    ").append(Json.write(name)).append(": ").append(json));
        text.append("\n  }");
        contents.unknown()
                .forEach((name, json) -> text.append(",\n  ")
                        .append(Json.write(name))
                        .append(": ")
                        .append(json));
        return text.append("\n}\n").toString();
    }

    private static String object(Map<String, String> fields) {
        StringJoiner joiner = new StringJoiner(", ", "{", "}");
        fields.forEach((name, json) -> joiner.add(Json.write(name) + ": " + json));
        return joiner.toString();
    }

    private static void appendObject(StringBuilder text, Map<String, String> fields, String indent) {
        if (fields.isEmpty()) {
            text.append("{}");
            return;
        }
        String separator = "{\n";
        for (Map.Entry<String, String> field : fields.entrySet()) {
            text.append(separator)
                    .append(indent)
                    .append("  ")
                    .append(Json.write(field.getKey()))
                    .append(": ");
            text.append(field.getValue());
            separator = ",\n";
        }
        text.append('\n').append(indent).append('}');
    }
}
