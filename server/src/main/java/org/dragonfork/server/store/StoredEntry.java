package org.dragonfork.server.store;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.StoredProcess;
import org.dragonfork.server.json.Dialect;
import org.dragonfork.server.json.Json;
import org.dragonfork.server.json.ProcessConfigWriter;

/**
 * A process with the text that stands for it in the file: made once, so that writing the file costs no more than copying.
 *
 * @param text its JSON
 * @param metadataText the JSON of its metadata, empty when it has none
 */
record StoredEntry(StoredProcess process, String text, String metadataText) {
    private static final ProcessConfigWriter WRITER = new ProcessConfigWriter(Dialect.STORE);

    static StoredEntry of(StoredProcess process) {
        ProcessConfig config = process.config();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", config.id().value());
        json.put("reference", config.reference());
        json.put("created_at", process.createdAt());
        json.put("updated_at", process.updatedAt());
        json.put("order", process.order().name().toLowerCase(Locale.ROOT));
        json.put("config", WRITER.write(config, process.ffmpegVersions()));
        ProcessConfigWriter.addUnknown(json, process.unknown());
        Map<String, Object> metadata = new LinkedHashMap<>();
        ProcessConfigWriter.addUnknown(metadata, process.metadata());
        return new StoredEntry(
                process, Json.writeIndented(json), metadata.isEmpty() ? "" : Json.writeIndented(metadata));
    }
}
