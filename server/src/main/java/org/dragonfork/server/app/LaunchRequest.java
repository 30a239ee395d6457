package org.dragonfork.server.app;

import java.util.List;

/** What is to be watched on the server that is started. */
sealed interface LaunchRequest {
    /** A live test picture. */
    record Demo() implements LaunchRequest {}

    /** Streams of the person's own, at least one. */
    record Serve(List<StreamArgument> streams) implements LaunchRequest {
        public Serve {
            streams = List.copyOf(streams);
        }
    }
}
