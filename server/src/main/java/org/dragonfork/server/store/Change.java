package org.dragonfork.server.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;

/** Something that is to be different in the store. */
sealed interface Change {
    /** The contents with it. */
    StoreContents on(StoreContents contents);

    /** A process in the place of another one, or in a place of its own. */
    record Replace(StreamId old, StoredEntry entry) implements Change {
        @Override
        public StoreContents on(StoreContents contents) {
            StreamId id = entry.process().config().id();
            Map<StreamId, StoredEntry> next = new LinkedHashMap<>();
            // In the same place of the order, also under another id.
            contents.processes().forEach((present, value) -> {
                if (present.equals(old)) {
                    next.put(id, entry);
                } else {
                    next.put(present, value);
                }
            });
            next.putIfAbsent(id, entry);
            return contents.withProcesses(next);
        }
    }

    /** One process less. */
    record Remove(StreamId id) implements Change {
        @Override
        public StoreContents on(StoreContents contents) {
            Map<StreamId, StoredEntry> next = new LinkedHashMap<>(contents.processes());
            next.remove(id);
            return contents.withProcesses(next);
        }
    }

    /** Other metadata of the server itself. */
    record Metadata(Map<String, String> metadata) implements Change {
        @Override
        public StoreContents on(StoreContents contents) {
            return contents.withMetadata(metadata);
        }
    }
}
