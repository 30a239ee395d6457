package org.dragonfork.server.http;

import java.util.List;
import java.util.function.Supplier;

/** Sees every request that the gate lets through to no route. Safe for use from many threads. */
@FunctionalInterface
interface GateWatch {
    /** Nobody looks. */
    GateWatch NONE = (_, _, refusal) -> refusal.get();

    /**
     * Gives the answer.
     *
     * @param path decoded segments
     * @param refusal makes the answer, to be asked once
     */
    Reply refused(EdgeRequest request, List<String> path, Supplier<Reply> refusal);
}
