package org.dragonfork.server.json;

/** The two forms in which the original writes the limits of a process. */
public enum Dialect {
    /** An object {@code limits} within the process, memory in megabytes. */
    API,
    /** Fields that begin with {@code limit_}, memory in bytes. */
    STORE
}
