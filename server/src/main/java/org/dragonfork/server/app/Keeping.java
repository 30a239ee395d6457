package org.dragonfork.server.app;

/** What of a server survives its end. */
enum Keeping {
    /** Processes and metadata, in {@code db.json}. */
    PROCESSES,
    /** Nothing: somebody only tries it out. */
    NOTHING
}
