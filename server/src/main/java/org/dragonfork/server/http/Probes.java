package org.dragonfork.server.http;

import java.util.function.Supplier;

/** Health for machines: one line each. */
final class Probes {
    private final Supplier<Readiness> readiness;

    Probes(Supplier<Readiness> readiness) {
        this.readiness = readiness;
    }

    /** Answers as the original did. */
    Reply ping(EdgeRequest request) {
        return line(200, "pong");
    }

    /** The process answers, nothing more. */
    Reply live(EdgeRequest request) {
        return line(200, "live");
    }

    /** Whether traffic should come here. */
    Reply ready(EdgeRequest request) {
        Readiness now = readiness.get();
        return now.ready() ? line(200, "ready") : line(503, "not ready: " + now.why());
    }

    private static Reply line(int status, String text) {
        return Reply.of(status, Reply.TEXT, text + "\n").with(Header.NO_STORE);
    }
}
