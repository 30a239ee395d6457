package org.dragonfork.server.app;

import java.util.List;

/** What is to be watched on the server that is started. */
sealed interface LaunchRequest {
    /** Whether the server is meant to stay, so that it may make a file for its configuration where there is none. */
    boolean keepsState();

    /** A live test picture. */
    record Demo() implements LaunchRequest {
        @Override
        public boolean keepsState() {
            return false;
        }
    }

    /**
     * Streams of the person's own; none for a server that gets its processes over the API.
     *
     * @param onDemand whether they run only while somebody watches
     */
    record Serve(List<StreamArgument> streams, boolean onDemand) implements LaunchRequest {
        public Serve {
            streams = List.copyOf(streams);
        }

        /** Streams that run all the time. */
        Serve(List<StreamArgument> streams) {
            this(streams, false);
        }

        @Override
        public boolean keepsState() {
            return streams.isEmpty();
        }
    }
}
