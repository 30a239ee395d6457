package org.dragonfork.server.json;

import tools.jackson.databind.JsonNode;

/** What reading a text as JSON gave. */
public sealed interface JsonReading {
    /** All of it. */
    record Read(JsonNode root) implements JsonReading {}

    /**
     * It is none, or more than is taken.
     *
     * @param why one line for a person, with place and field
     */
    record Refused(String why) implements JsonReading {}
}
