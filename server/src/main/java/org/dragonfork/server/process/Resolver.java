package org.dragonfork.server.process;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.supervise.ProcessSpec;

/** From a configuration as its owner wrote it to what FFmpeg is given. Safe for use from any thread. */
@FunctionalInterface
public interface Resolver {
    /**
     * Resolves placeholders and references, and checks all addresses.
     *
     * @param others looks up the process that a reference names
     */
    Resolution resolve(ProcessConfig config, Function<StreamId, Optional<ProcessConfig>> others);

    /** What came of it. */
    sealed interface Resolution {
        /** What is to run. */
        record Resolved(ProcessSpec spec) implements Resolution {}

        /**
         * It cannot run.
         *
         * @param mistakes one line each, the name of the field first
         */
        record Unresolvable(List<String> mistakes) implements Resolution {
            public Unresolvable {
                mistakes = List.copyOf(mistakes);
            }
        }
    }
}
