package org.dragonfork.egress.media;

/** How other threads talk to a media thread. Safe for use from any thread; never blocks. */
public interface ShardMailbox {
    /**
     * Leaves a command. Datagrams are dropped when too many wait; every other command arrives.
     *
     * @return false when the command was dropped
     */
    boolean post(ShardCommand command);

    /**
     * Leaves a command that may wait until the owner looks anyway, which it does all the time: with the next packets, and
     * some hundredths of a second later at most. Spares the waking of a thread.
     *
     * @return false when the command was dropped
     */
    default boolean leave(ShardCommand command) {
        return post(command);
    }

    /** Says that a ring which this media thread reads has new packets. Allocates nothing; many signals may be one. */
    default void signal() {
        // A mailbox whose owner looks anyway needs none.
    }
}
