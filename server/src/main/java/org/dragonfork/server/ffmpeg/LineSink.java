package org.dragonfork.server.ffmpeg;

/** Takes a child's output line by line; called by one thread. */
@FunctionalInterface
interface LineSink {
    /** One line, without its end. */
    void accept(String line);

    /** What the child wrote so far was handed over; more comes only when it writes again. */
    default void paused() {}
}
