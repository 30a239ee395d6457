package org.dragonfork.egress.process;

import java.util.List;
import org.dragonfork.egress.event.StreamId;

/** What became of something that was asked for; every outcome but {@link Done} has changed nothing. */
public sealed interface ProcessOutcome {
    /**
     * It is done, and kept where it has to survive a restart.
     *
     * @param process as it is now; as it was, when it was deleted
     */
    record Done(ProcessSnapshot process) implements ProcessOutcome {}

    /** There is no such process. */
    record UnknownProcess(StreamId id) implements ProcessOutcome {}

    /** There is another process of this id. */
    record IdTaken(StreamId id) implements ProcessOutcome {}

    /**
     * The description is wrong.
     *
     * @param mistakes one line each, the name of the field first
     */
    record Invalid(List<String> mistakes) implements ProcessOutcome {
        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }

    /**
     * It cannot be done now, for instance because too many processes run.
     *
     * @param why one line for a person
     */
    record Refused(String why) implements ProcessOutcome {}

    /**
     * It cannot be written down, so it was not done.
     *
     * @param why one line for a person
     */
    record NotKept(String why) implements ProcessOutcome {}
}
