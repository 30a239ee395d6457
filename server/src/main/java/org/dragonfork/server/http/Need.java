package org.dragonfork.server.http;

/** What a request has to bring to be let through to its route. */
enum Need {
    /** Nothing. */
    NOTHING,
    /** Nothing here: the route has a check of its own. */
    OWN,
    /** The right to watch the stream in the path: a login, a token for this stream, or that the stream is public. */
    WATCH,
    /** To read what is being watched: a login where there is one. */
    LOOK,
    /** A login; where there is none, a program on this machine. */
    ADMIN,
    /** The same, and that the API is not read-only. */
    CHANGE
}
