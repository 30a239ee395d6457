package org.dragonfork.egress.stream;

import java.util.OptionalLong;

/**
 * Why a stream has no media: what its process last failed with. Holds until the process gets further than that, also while it
 * is tried again.
 *
 * @param why one line for a person
 * @param nextTryNanos when the process is tried again; empty when it is not
 */
public record Setback(String why, OptionalLong nextTryNanos) {
    String describe(long nowNanos) {
        if (nextTryNanos.isEmpty()) {
            return why;
        }
        long left = nextTryNanos.getAsLong() - nowNanos;
        // Rounded up: a player that waits that long finds the try begun.
        return why
                + (left > 0 ? ", next try in " + (left + 999_999_999L) / 1_000_000_000L + " s" : ", trying again now");
    }
}
