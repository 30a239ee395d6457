package org.dragonfork.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessStore;
import org.dragonfork.egress.process.StoredProcess;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes in {@code db.json}. Changes that come while the file is being written go into it together next time, so that
 * many writers cost hardly more than one. Safe for use from any thread.
 */
public final class DbStore implements ProcessStore {
    private static final Logger LOG = LoggerFactory.getLogger(DbStore.class);

    private final DbFile file;
    private final ConcurrentLinkedQueue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile StoreContents contents;

    /** A change that waits for the disk; its fields belong to whoever holds the lock. */
    private static final class Pending {
        private final Change change;
        private boolean done;
        private @Nullable IOException failure;

        Pending(Change change) {
            this.change = change;
        }
    }

    private DbStore(DbFile file, StoreContents contents) {
        this.file = file;
        this.contents = contents;
    }

    /**
     * Reads what is there; a folder without a file, or no folder at all, is an empty store.
     *
     * @throws StoreUnusableException with one line for a person; nothing was changed then
     */
    public static DbStore open(Path folder) throws StoreUnusableException {
        DbFile file = new DbFile(folder);
        try {
            file.lockIfThere();
        } catch (StoreUnusableException e) {
            throw new StoreUnusableException("the folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
        try {
            String text = file.read();
            StoreContents contents = text.isEmpty() ? StoreContents.EMPTY : DbFormat.read(text);
            contents.unreadable()
                    .keySet()
                    .forEach(id -> LOG.warn(
                            "the process '{}' of {} stays there, but cannot run: no URL could name it",
                            id,
                            file.path()));
            return new DbStore(file, contents);
        } catch (StoreUnusableException e) {
            closeQuietly(file);
            throw new StoreUnusableException(
                    file.path() + " cannot be used: " + e.getMessage() + "; nothing was changed. Repair it, "
                            + (Files.exists(file.backup())
                                    ? "or put " + file.backup() + ", the state before the last change, in its place"
                                    : "or move it away to begin with no processes"),
                    e);
        }
    }

    @Override
    public List<StoredProcess> processes() {
        return contents.processes().values().stream().map(StoredEntry::process).toList();
    }

    @Override
    public Map<String, String> metadata() {
        return contents.metadata();
    }

    @Override
    public void put(StoredProcess process) throws IOException {
        replace(process.config().id(), process);
    }

    @Override
    public void replace(StreamId old, StoredProcess process) throws IOException {
        make(new Change.Replace(old, StoredEntry.of(process)));
    }

    @Override
    public void remove(StreamId id) throws IOException {
        make(new Change.Remove(id));
    }

    @Override
    public void putMetadata(Map<String, String> metadata) throws IOException {
        make(new Change.Metadata(metadata));
    }

    /** Lets other servers have the folder. */
    @Override
    public void close() {
        writing.lock();
        try {
            closeQuietly(file);
        } finally {
            writing.unlock();
        }
    }

    private void make(Change change) throws IOException {
        Pending mine = new Pending(change);
        pending.add(mine);
        writing.lock();
        try {
            if (!mine.done) {
                writeAll();
            }
        } finally {
            writing.unlock();
        }
        if (mine.failure != null) {
            throw new IOException(DbFile.reason(mine.failure), mine.failure);
        }
    }

    private void writeAll() {
        List<Pending> batch = new ArrayList<>();
        StoreContents next = contents;
        for (Pending one = pending.poll(); one != null; one = pending.poll()) {
            batch.add(one);
            next = one.change.on(next);
        }
        @Nullable IOException failure = null;
        try {
            file.write(DbFormat.write(next));
            contents = next;
        } catch (IOException e) {
            failure = e;
        }
        for (Pending one : batch) {
            one.failure = failure;
            one.done = true;
        }
    }

    private static void closeQuietly(DbFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("the lock of the store could not be closed", e);
        }
    }
}
