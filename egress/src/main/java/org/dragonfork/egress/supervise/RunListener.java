package org.dragonfork.egress.supervise;

import org.dragonfork.egress.event.StreamId;

/**
 * Whoever must know about runs: called from the supervisor's thread, in order, and must not block. Each
 * {@link #runStarted} is followed by one {@link #runEnded}; what happens between them belongs to that run.
 */
public interface RunListener {
    /** A process went from one state to another. */
    void stateChanged(StreamId id, ProcessState from, ProcessState to);

    /**
     * FFmpeg has opened its RTP outputs and says what is in them.
     *
     * @param sdp at most 64 KiB; has a media section for every RTP output, also for those that are no legs: the port tells
     */
    void mediaDescribed(StreamId id, String sdp);

    /** FFmpeg got further in its input; said with each of its progress reports that shows it, about twice a second. */
    void progressed(StreamId id);

    /** A run is about to begin, on the same ports as every run before. */
    void runStarted(StreamId id);

    /**
     * The run is over; also called when it could not begin.
     *
     * @param state finished, failed or killed
     * @param why one line for a person
     */
    void runEnded(StreamId id, ProcessState state, String why);
}
