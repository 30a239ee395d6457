package org.dragonfork.egress.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.ProbeResult;

/**
 * The processes of this server, and everything that can be done with them. Whatever was answered with
 * {@link ProcessOutcome.Done} survives the end of the server. Safe for use from any thread; a call that ends a run returns
 * when the run is gone, some seconds later at the most.
 */
public interface ProcessService {
    /** All processes, in the order they came in. */
    List<ProcessSnapshot> list();

    /** One process. */
    Optional<ProcessSnapshot> get(StreamId id);

    /** Takes in a process, and starts it if it shall start by itself. */
    ProcessOutcome add(ProcessConfig config);

    /**
     * Puts another configuration in the place of the present one. The order stays, and so do metadata and the history of
     * the report; a process that runs is stopped and started again.
     */
    ProcessOutcome update(StreamId id, ConfigChange change);

    /** Stops a process and forgets it. */
    ProcessOutcome delete(StreamId id);

    /** Tells a process what to do. */
    ProcessOutcome command(StreamId id, ProcessCommand command);

    /** Looks what is in the inputs of a process; takes up to some 20 s. Empty when there is no such process. */
    Optional<ProbeResult> probe(StreamId id);

    /**
     * Keeps something with a process.
     *
     * @param json the value as JSON text; {@code null} forgets the key
     */
    ProcessOutcome putMetadata(StreamId id, String key, String json);

    /** What clients keep with the server itself, each value as JSON text. */
    Map<String, String> metadata();

    /**
     * Keeps something with the server itself.
     *
     * @param json the value as JSON text; {@code null} forgets the key
     * @return empty when it is kept, else why it is not
     */
    Optional<String> putMetadata(String key, String json);
}
