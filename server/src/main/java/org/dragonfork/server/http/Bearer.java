package org.dragonfork.server.http;

import org.dragonfork.egress.event.StreamId;

/** Whom a token stands for. */
public sealed interface Bearer {
    /** Somebody who logged in and may use the whole API. */
    record Admin(String name) implements Bearer {}

    /** Somebody who may fetch a new token of an {@link Admin}. */
    record Renewer(String name) implements Bearer {}

    /** Somebody who may watch this one stream. */
    record Viewer(StreamId stream) implements Bearer {}

    /** Nobody; {@code why} is a few words for a person. */
    record Nobody(String why) implements Bearer {}
}
