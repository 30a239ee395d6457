package org.dragonfork.egress.supervise;

/** What the owner of a {@link DemandMachine} has to do, in the order given. */
public sealed interface DemandEffect {
    /** Order the process to run, and answer with {@code Woken} or {@code WakeRefused}. */
    record Wake() implements DemandEffect {}

    /**
     * Order the process to stop, and answer with {@code Slept} when its run is gone.
     *
     * @param why one line for a person
     */
    record Sleep(String why) implements DemandEffect {}

    /** Tell one who waits that the stream is live. */
    record TellLive(long waiter) implements DemandEffect {}

    /** Tell one who waits that it took too long; the process goes on starting. */
    record TellLate(long waiter) implements DemandEffect {}

    /** Tell one who waits that the process does not run. */
    record TellRefused(long waiter, String why) implements DemandEffect {}
}
