package org.dragonfork.server.planted.egress.session;

import java.util.UUID;

/** Randomness comes in. */
final class RollsDice {
    UUID id() {
        return UUID.randomUUID();
    }
}
