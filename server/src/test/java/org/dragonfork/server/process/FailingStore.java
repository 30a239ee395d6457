package org.dragonfork.server.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessStore;
import org.dragonfork.egress.process.StoredProcess;
import org.dragonfork.server.store.MemoryStore;

/** A store whose disk can be full. */
public final class FailingStore implements ProcessStore {
    public boolean full;

    private final MemoryStore store = new MemoryStore();

    @Override
    public List<StoredProcess> processes() {
        return store.processes();
    }

    @Override
    public Map<String, String> metadata() {
        return store.metadata();
    }

    @Override
    public void put(StoredProcess process) throws IOException {
        check();
        store.put(process);
    }

    @Override
    public void replace(StreamId old, StoredProcess process) throws IOException {
        check();
        store.replace(old, process);
    }

    @Override
    public void remove(StreamId id) throws IOException {
        check();
        store.remove(id);
    }

    @Override
    public void putMetadata(Map<String, String> metadata) throws IOException {
        check();
        store.putMetadata(metadata);
    }

    private void check() throws IOException {
        if (full) {
            throw new IOException("the disk is full");
        }
    }
}
