package org.dragonfork.egress.supervise;

import java.time.Duration;

/** What can happen to a process; time passing is not among them, see {@link ProcessMachine#handleTimeout}. */
public sealed interface ProcessInput {
    /** Somebody wants it to run. */
    record OrderedStart() implements ProcessInput {}

    /** Somebody wants it not to run. */
    record OrderedStop() implements ProcessInput {}

    /** Somebody wants the present run to end; the policy decides whether another follows. */
    record OrderedRestart() implements ProcessInput {}

    /**
     * The run exists.
     *
     * @param pid its process id
     */
    record Spawned(long pid) implements ProcessInput {}

    /** The run could not begin. */
    record SpawnFailed(String why) implements ProcessInput {}

    /** The run waits for somebody who sends to it, as it was told to; said again and again while it does. */
    record AwaitsSender() implements ProcessInput {}

    /** The run has its outputs open. */
    record OutputSeen() implements ProcessInput {}

    /** The run has put out more than when this was said last. */
    record Progressed() implements ProcessInput {}

    /**
     * The run uses more than it may.
     *
     * @param why one line for a person
     */
    record LimitExceeded(String why) implements ProcessInput {}

    /**
     * The run sends what nobody can use, and would go on so.
     *
     * @param why one line for a person
     */
    record Unusable(String why) implements ProcessInput {}

    /**
     * The run is about to end because whoever has its input said no: the next ones come ever more seldom.
     *
     * @param longest from the end of a run to the next, at most
     */
    record TurnedAway(Duration longest) implements ProcessInput {}

    /** The run is gone. */
    record Exited(ExitStatus status) implements ProcessInput {}
}
