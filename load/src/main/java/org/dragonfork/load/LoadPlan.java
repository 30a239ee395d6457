package org.dragonfork.load;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a run.
 *
 * @param url WHEP endpoint, http or https
 * @param viewers how many, 1 and more
 * @param ramp time over which the joins are begun, evenly; zero for all at once
 * @param settle how long all watch, from when everyone has joined or failed, before it counts
 * @param duration how long all watch after that
 * @param loss share of the media packets that a viewer throws away unseen, 0 to below 1
 * @param seed of the dice for the loss
 * @param token sent as a bearer token; null for none
 * @param patience how long an answer, a connection, and the first packet may each take; and how long media may pause
 * @param serverPid process of the server on this machine; null when not known
 */
record LoadPlan(
        URI url,
        int viewers,
        Duration ramp,
        Duration settle,
        Duration duration,
        double loss,
        long seed,
        @Nullable String token,
        Duration patience,
        @Nullable Long serverPid) {
    LoadPlan {
        if (viewers < 1
                || ramp.isNegative()
                || settle.isNegative()
                || duration.isNegative()
                || !patience.isPositive()) {
            throw new IllegalArgumentException("a run has viewers, and its times are not negative");
        }
        if (!(loss >= 0 && loss < 1)) {
            throw new IllegalArgumentException("loss " + loss + " is not a share below 1");
        }
    }

    /** The secret is left out. */
    @Override
    public String toString() {
        return "LoadPlan[" + viewers + " viewers of " + url + "]";
    }
}
