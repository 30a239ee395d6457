package org.dragonfork.bench;

/** Something that costs CPU on the calling thread. */
interface Load extends AutoCloseable {
    /** What it is, for people. */
    String what();

    /** Does it once. */
    void run();

    /** What {@link #run} does at once, in packets for one viewer. */
    int packets();

    /** Lets sockets go. */
    @Override
    void close();
}
