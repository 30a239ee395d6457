package org.dragonfork.egress.supervise;

/** What can happen to a process that runs only while it is watched; time passing is not among them. */
public sealed interface DemandInput {
    /**
     * Somebody wants to watch and the stream is not live.
     *
     * @param waiter names who waits for the answer
     */
    record Wanted(long waiter) implements DemandInput {}

    /** The stream can be watched from now on. */
    record Live() implements DemandInput {}

    /** The stream cannot be watched any more. */
    record Idle() implements DemandInput {}

    /** A viewer holds a place. */
    record ViewerCame() implements DemandInput {}

    /** A viewer's place is free again. */
    record ViewerLeft() implements DemandInput {}

    /** The process is ordered to run. */
    record Woken() implements DemandInput {}

    /** The process cannot be ordered to run. */
    record WakeRefused(String why) implements DemandInput {}

    /** The last run has ended and no other follows. */
    record RunOver(String why) implements DemandInput {}

    /** The process is ordered to stop and its run is gone. */
    record Slept() implements DemandInput {}
}
