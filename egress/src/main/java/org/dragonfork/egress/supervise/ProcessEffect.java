package org.dragonfork.egress.supervise;

/** What the owner of a {@link ProcessMachine} has to do, in the order given. */
public sealed interface ProcessEffect {
    /** Begin a run, and answer with {@code Spawned} or {@code SpawnFailed}. */
    record Spawn() implements ProcessEffect {}

    /** Send SIGINT to the run, or whatever else makes FFmpeg end in good order. */
    record Interrupt() implements ProcessEffect {}

    /** Send SIGKILL to the run. */
    record Kill() implements ProcessEffect {}

    /**
     * Tell everybody. A change to a state without a run ends the run.
     *
     * @param why one line for a person
     */
    record StateChanged(ProcessState from, ProcessState to, String why) implements ProcessEffect {}
}
