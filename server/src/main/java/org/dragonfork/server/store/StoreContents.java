package org.dragonfork.server.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;

/**
 * All that is in the file.
 *
 * @param processes by their ids, in the order they came in
 * @param unreadable processes whose id this server cannot have, each with its JSON text
 * @param metadata of the server itself, each value as JSON text
 * @param unknown fields at the top that this server does not know, each with its JSON text
 * @param unknownMetadata fields of {@code metadata} that this server does not know, and metadata of no process
 */
record StoreContents(
        Map<StreamId, StoredEntry> processes,
        Map<String, String> unreadable,
        Map<String, String> metadata,
        Map<String, String> unknown,
        OrphanedMetadata unknownMetadata) {
    static final StoreContents EMPTY =
            new StoreContents(Map.of(), Map.of(), Map.of(), Map.of(), new OrphanedMetadata(Map.of(), Map.of()));

    /**
     * Metadata that belongs to nothing this server knows.
     *
     * @param fields beside {@code system} and {@code process}
     * @param processes by ids of processes that are not there or are unreadable
     */
    record OrphanedMetadata(Map<String, String> fields, Map<String, String> processes) {
        OrphanedMetadata {
            fields = ordered(fields);
            processes = ordered(processes);
        }
    }

    StoreContents {
        processes = ordered(processes);
        unreadable = ordered(unreadable);
        metadata = ordered(metadata);
        unknown = ordered(unknown);
    }

    StoreContents withProcesses(Map<StreamId, StoredEntry> others) {
        return new StoreContents(others, unreadable, metadata, unknown, unknownMetadata);
    }

    StoreContents withMetadata(Map<String, String> other) {
        return new StoreContents(processes, unreadable, other, unknown, unknownMetadata);
    }

    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
