package org.dragonfork.egress.supervise;

import java.util.Locale;

/**
 * Something is wrong with a process that runs all the same.
 *
 * @param text one line for a person: what, why, what to do
 */
public record ProcessWarning(Kind kind, String text) {
    /** A closed set, as it is a label of the metrics. */
    public enum Kind {
        /** Video is encoded slower than it comes. */
        SLOW,
        /** Copied video has pixels that are not square. */
        SQUEEZED;

        /** The word of the API, the log and the metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
