package org.dragonfork.server.store;

import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessStore;
import org.dragonfork.egress.process.StoredProcess;

/** Keeps processes for as long as the server runs: for a server that somebody only tries out. */
public final class MemoryStore implements ProcessStore {
    private StoreContents contents = StoreContents.EMPTY;

    @Override
    public synchronized List<StoredProcess> processes() {
        return contents.processes().values().stream().map(StoredEntry::process).toList();
    }

    @Override
    public synchronized Map<String, String> metadata() {
        return contents.metadata();
    }

    @Override
    public void put(StoredProcess process) {
        replace(process.config().id(), process);
    }

    @Override
    public synchronized void replace(StreamId old, StoredProcess process) {
        contents = new Change.Replace(old, StoredEntry.of(process)).on(contents);
    }

    @Override
    public synchronized void remove(StreamId id) {
        contents = new Change.Remove(id).on(contents);
    }

    @Override
    public synchronized void putMetadata(Map<String, String> metadata) {
        contents = new Change.Metadata(metadata).on(contents);
    }
}
