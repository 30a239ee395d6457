package org.dragonfork.egress.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;

/**
 * Where processes survive a restart. A method that changes something returns when the change would survive a power cut;
 * when it throws, nothing has changed. Safe for use from any thread.
 */
public interface ProcessStore extends AutoCloseable {
    /** All processes, in the order they came in. */
    List<StoredProcess> processes();

    /** What clients keep with the server itself, each value as JSON text. */
    Map<String, String> metadata();

    /** Adds a process, or puts it in the place of the one of its id. */
    void put(StoredProcess process) throws IOException;

    /** Puts a process in the place of another one; the ids may be the same. */
    void replace(StreamId old, StoredProcess process) throws IOException;

    /** Forgets a process; one that is not there is no error. */
    void remove(StreamId id) throws IOException;

    /** Nothing is changed any more; others may use what it is kept in. */
    @Override
    default void close() {}

    /** Puts other metadata in the place of what is there. */
    void putMetadata(Map<String, String> metadata) throws IOException;
}
