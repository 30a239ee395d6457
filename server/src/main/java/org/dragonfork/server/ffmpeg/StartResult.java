package org.dragonfork.server.ffmpeg;

/** What became of an order to start. */
public sealed interface StartResult {
    /** It is ordered to run, now or already. */
    record Ordered() implements StartResult {}

    /**
     * As many are ordered to run as may.
     *
     * @param most {@code ffmpeg.max_processes}
     */
    record TooMany(int most) implements StartResult {}
}
