package org.dragonfork.egress.supervise;

/** What a process does right now; what it was told to do is its {@link Order}. */
public enum ProcessState {
    /** No run: never started, or the last run ended by itself or on order without a fault. */
    FINISHED,
    /** A run was begun and has not produced anything yet. */
    STARTING,
    /** The run has its outputs open. */
    RUNNING,
    /** The run was interrupted and is about to end. */
    FINISHING,
    /** No run: the last one could not begin, or ended with an error. */
    FAILED,
    /** No run: the last one was ended by a signal. */
    KILLED;

    /** Whether a run exists in this state, so that no other may begin. */
    public boolean hasRun() {
        return switch (this) {
            case STARTING, RUNNING, FINISHING -> true;
            case FINISHED, FAILED, KILLED -> false;
        };
    }
}
