package org.dragonfork.bench;

import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds of CPU measurements; the median counts
 * @param roundMillis CPU time of one thing in one round
 * @param warmMillis CPU time of one thing before the first round
 * @param audiences numbers of viewers that the fan-out is measured with, by the way that the server takes by itself
 * @param otherWays the same for the ways that it takes where that one is refused
 * @param contexts viewers of the comparisons with the bare cipher
 * @param hopPackets packets sent through the server for the hop
 * @param idleViewers connected viewers, and established endpoints, for their memory
 * @param posts offers sent one after the other
 * @param joins viewers joining one after the other
 * @param stormWatchers viewers that watch while twice as many join at once
 * @param endurancePackets sent in a row to see whether anything grows
 * @param crowd viewers of one stream whose last one's wait is measured
 * @param coldRounds servers started anew for their first seconds
 * @param wholeViewers viewers of the whole server, in a process of their own
 * @param wholeSeconds how long they watch each time that is measured
 * @param wholeSettleSeconds how long they watch the second time before it is measured
 */
record Effort(
        int rounds,
        int roundMillis,
        int warmMillis,
        List<Integer> audiences,
        List<Integer> otherWays,
        int contexts,
        int hopPackets,
        int idleViewers,
        int posts,
        int joins,
        int stormWatchers,
        int endurancePackets,
        int crowd,
        int coldRounds,
        int wholeViewers,
        int wholeSeconds,
        int wholeSettleSeconds) {
    /** Packets of a stream in 24 hours. */
    private static final int DAY = 24 * 3600 * Frames.PACKETS_PER_SECOND;

    Effort {
        audiences = List.copyOf(audiences);
        otherWays = List.copyOf(otherWays);
    }

    /** For figures to be written down: about six minutes. */
    static Effort full() {
        return new Effort(
                11,
                200,
                1_000,
                List.of(1, 10, 100, 500, 1000),
                List.of(1, 10, 100, 500, 1000),
                100,
                1_000,
                200,
                200,
                40,
                100,
                DAY,
                500,
                5,
                50,
                30,
                120);
    }

    /** For a look: about a minute. */
    static Effort quick() {
        return new Effort(
                5, 80, 400, List.of(1, 10, 100), List.of(100), 100, 240, 50, 50, 10, 20, 1_000_000, 200, 1, 50, 8, 20);
    }

    /** The same with other rounds. */
    Effort withRounds(int number, int millis, int warming) {
        return new Effort(
                number,
                millis,
                warming,
                audiences,
                otherWays,
                contexts,
                hopPackets,
                idleViewers,
                posts,
                joins,
                stormWatchers,
                endurancePackets,
                crowd,
                coldRounds,
                wholeViewers,
                wholeSeconds,
                wholeSettleSeconds);
    }
}
