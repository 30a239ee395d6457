package org.dragonfork.server.metrics;

import java.util.List;
import org.dragonfork.egress.media.SinkCounts;

/**
 * What the media threads tell of their sending when somebody scrapes.
 *
 * @param sink how packets leave: gso, mmsg or nio; empty before the start
 * @param srtpProvider whose cipher protects; empty before the start
 * @param counts of all threads together
 * @param loops the threads
 */
public record SendingReading(String sink, String srtpProvider, SinkCounts counts, List<Loop> loops) {
    /** Before the start. */
    static final SendingReading NONE = new SendingReading("", "", SinkCounts.NONE, List.of());

    public SendingReading {
        loops = List.copyOf(loops);
    }

    /**
     * One thread.
     *
     * @param name of the thread
     * @param longestTurnSeconds of the last half minute or more
     * @param slowTurns since the start
     */
    public record Loop(String name, double longestTurnSeconds, long slowTurns) {}
}
