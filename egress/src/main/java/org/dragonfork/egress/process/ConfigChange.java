package org.dragonfork.egress.process;

import java.util.List;

/** Makes a new configuration out of the present one; asked again when the present one changed meanwhile. */
@FunctionalInterface
public interface ConfigChange {
    /** The new configuration, or why there is none. Does nothing else. */
    Draft apply(ProcessConfig current);

    /** What came of it. */
    sealed interface Draft {
        /** A configuration; {@link ProcessRules} have not seen it. */
        record Ready(ProcessConfig config) implements Draft {}

        /**
         * It could not be made.
         *
         * @param mistakes one line each, the name of the field first
         */
        record Wrong(List<String> mistakes) implements Draft {
            public Wrong {
                mistakes = List.copyOf(mistakes);
            }
        }
    }
}
