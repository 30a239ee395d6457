package org.dragonfork.server.planted.server.app;

import tools.jackson.databind.JsonNode;

/** What is JSON outside has a type of its own inside. */
final class ReadsJson {
    String read(JsonNode node) {
        return node.asString("");
    }
}
