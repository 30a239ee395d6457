package org.dragonfork.egress.process;

import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.ProcessPast;
import org.dragonfork.egress.supervise.ProcessReport;
import org.dragonfork.egress.supervise.ProcessSpec;

/**
 * Whatever makes processes run. For one id it is called by one thread at a time; methods that end a run return when it is
 * gone.
 */
public interface ProcessRunner {
    /** What became of an order to start. */
    sealed interface Start {
        /** It runs, or will as soon as its input was looked at; also when it was ordered to before. */
        record Ordered() implements Start {}

        /**
         * It is as before.
         *
         * @param why one line for a person
         */
        record Refused(String why) implements Start {}
    }

    /**
     * Takes in a process, ordered to stop.
     *
     * @param settings of its viewers, unresolved
     * @param spec what is to run
     * @param past of the process whose place it takes
     */
    void add(WebrtcSettings settings, ProcessSpec spec, ProcessPast past);

    /** Orders it to run. */
    Start start(StreamId id);

    /** Orders it not to run; its viewers are sent away and its ports are free afterwards. */
    void stop(StreamId id);

    /** Ends the present run, if there is one. A process that is not there is no error. */
    void restart(StreamId id);

    /**
     * Stops it and forgets it. One that is not there is no error.
     *
     * @return what is left of it, for another one in its place
     */
    ProcessPast remove(StreamId id);

    /** What it does; empty when there is no such process. */
    Optional<ProcessActivity> activity(StreamId id);

    /** What its runs said; empty when there is no such process. */
    Optional<ProcessReport> report(StreamId id);
}
