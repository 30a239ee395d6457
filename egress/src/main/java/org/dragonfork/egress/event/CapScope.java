package org.dragonfork.egress.event;

/** Which limit on viewers was reached. */
public enum CapScope {
    /** The limit over all streams. */
    GLOBAL,
    /** The limit of one stream. */
    STREAM
}
