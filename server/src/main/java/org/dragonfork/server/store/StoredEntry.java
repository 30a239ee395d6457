package org.dragonfork.server.store;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.StoredProcess;
import org.dragonfork.server.json.Dialect;
import org.dragonfork.server.json.Json;
import org.dragonfork.server.json.ProcessConfigWriter;
import org.jspecify.annotations.Nullable;

/**
 * A process with the text that stands for it in the file: made once, when it is written first, so that writing the file again
 * costs no more than copying. Immutable but for that.
 */
final class StoredEntry {
    private static final ProcessConfigWriter WRITER = new ProcessConfigWriter(Dialect.STORE);

    private final StoredProcess process;

    // Two threads may both make it; they make the same.
    private volatile @Nullable Texts texts;

    private record Texts(String process, String metadata) {}

    private StoredEntry(StoredProcess process) {
        this.process = process;
    }

    static StoredEntry of(StoredProcess process) {
        return new StoredEntry(process);
    }

    StoredProcess process() {
        return process;
    }

    /** Its JSON. */
    String text() {
        return texts().process();
    }

    /** The JSON of its metadata, empty when it has none. */
    String metadataText() {
        return texts().metadata();
    }

    private Texts texts() {
        Texts made = texts;
        if (made == null) {
            made = make();
            texts = made;
        }
        return made;
    }

    private Texts make() {
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
        return new Texts(Json.writeIndented(json), metadata.isEmpty() ? "" : Json.writeIndented(metadata));
    }
}
