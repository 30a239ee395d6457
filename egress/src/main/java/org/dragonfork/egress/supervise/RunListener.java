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
     * What the legs carry is not decided: FFmpeg looks at the input before it runs, or could not.
     *
     * @param why one line for a person
     */
    void planning(StreamId id, String why);

    /** From now on the legs carry this; told between {@link #runStarted} and the first description of a run. */
    void planned(StreamId id, LegPlan plan);

    /**
     * The run has begun and waits for somebody who sends to it; over with its description, or with its end.
     *
     * @param address where to send to, {@code HOST} standing for an address of this machine
     */
    void awaitsSender(StreamId id, String address);

    /** Something is wrong with the run, which goes on. */
    void warned(StreamId id, ProcessWarning warning);

    /** What was warned of is no longer so. */
    void warningOver(StreamId id, ProcessWarning.Kind kind);

    /** The run is over; also called when it could not begin. */
    void runEnded(StreamId id, RunEnd end);
}
