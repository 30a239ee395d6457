package org.dragonfork.egress.supervise;

/** What a process was told to do, which outlives every single run. */
public enum Order {
    /** It shall run, and run again after it ended if its policy says so. */
    START,
    /** It shall not run. */
    STOP
}
