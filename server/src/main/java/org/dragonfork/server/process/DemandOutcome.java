package org.dragonfork.server.process;

import java.time.Duration;

/** What came of waiting for a stream that is started on demand. */
sealed interface DemandOutcome {
    /** It is live. */
    record Live() implements DemandOutcome {}

    /** It is not yet live; it goes on starting. */
    record Late(Duration after) implements DemandOutcome {}

    /**
     * It does not run.
     *
     * @param why one line for a person
     */
    record Refused(String why) implements DemandOutcome {}

    /** Somebody has ordered it to stop. */
    record Gone() implements DemandOutcome {}

    /** As many wait as may. */
    record Crowded(int most) implements DemandOutcome {}

    /** The server is about to stop. */
    record Closing() implements DemandOutcome {}
}
