package org.dragonfork.egress.stream;

import org.dragonfork.webrtc.rtp.SequenceNumber;

/**
 * A leg made continuous: whatever SSRC, sequence numbers and timestamps FFmpeg starts again with, what goes out counts on
 * (decision D18). Rewriting is done here once per packet; viewers add a fixed offset of their own.
 *
 * <p>Timestamps follow the source's media clock, not arrival, so sound and picture stay together over a restart and sender
 * reports are true for media time (W-130).
 */
final class Track {
    /** A jump larger than this is a new source, not loss (RFC 3550 appendix A.1, MAX_DROPOUT). */
    private static final int MAX_DROPOUT = 3000;

    /** Least distance between the last packet of one source and the first of the next: a frame at 25 per second. */
    private static final long LEAST_STEP_NANOS = 40_000_000L;

    private final StreamTimeline timeline;
    private final SourceClock clock = new SourceClock();
    private final int firstTimestamp;
    private boolean started;
    private int sourceSsrc;
    private int lastSourceSequence;
    private int lastSourceTimestamp;
    private boolean pictureEnded;
    private int apart;
    private int sequenceDelta;
    private int timestampDelta;
    private int sequence;
    private int timestamp;
    private long mediaNanos;
    private long lostPackets;

    /**
     * @param firstTimestamp where the timeline starts; random (RFC 3550 section 5.1)
     */
    Track(StreamTimeline timeline, int firstTimestamp) {
        this.timeline = timeline;
        this.firstTimestamp = firstTimestamp;
    }

    /** A sender report of the leg. */
    void report(int ssrc, long unixNanos, int rtpTimestamp) {
        clock.report(ssrc, unixNanos, rtpTimestamp);
    }

    /**
     * Places a packet on the timeline; {@link #sequence} and {@link #timestamp} are its numbers afterwards.
     *
     * @param arrivalUnixNanos stands in for the media clock when the source sent no report
     * @return false for a packet that is late or a duplicate and is not to be sent
     */
    boolean accept(int ssrc, int sourceSequence, int sourceTimestamp, int clockRate, long arrivalUnixNanos) {
        long sourceNanos = clock.knows(ssrc) ? clock.unixNanos(sourceTimestamp, clockRate) : arrivalUnixNanos;
        if (!started) {
            started = true;
            sequenceDelta = -sourceSequence;
            timestampDelta = firstTimestamp - sourceTimestamp;
        } else if (ssrc != sourceSsrc || isJump(sourceSequence)) {
            long joined = timeline.join(sourceNanos, mediaNanos, LEAST_STEP_NANOS);
            int ticks = (int) SourceClock.nanosToTicks(joined - mediaNanos, clockRate);
            sequenceDelta = sequence + 1 - sourceSequence;
            timestampDelta = timestamp + ticks - sourceTimestamp;
            apart = 0;
        } else {
            int step = SequenceNumber.distance(lastSourceSequence, sourceSequence);
            if (step <= 0) {
                return false;
            }
            lostPackets += step - 1;
            keepApart(sourceTimestamp);
        }
        lastSourceTimestamp = sourceTimestamp;
        pictureEnded = false;
        sourceSsrc = ssrc;
        lastSourceSequence = sourceSequence;
        sequence = (sourceSequence + sequenceDelta) & 0xffff;
        timestamp = sourceTimestamp + timestampDelta;
        mediaNanos = sourceNanos + timeline.shiftNanos();
        return true;
    }

    /**
     * The last accepted packet ends a picture. FFmpeg may give the next one the same timestamp (where an input begins again
     * before its picture was over, it holds the time still); a player would take both for one and show neither.
     */
    void endPicture() {
        pictureEnded = true;
    }

    /**
     * Makes room for a packet of our own before the last accepted one, which moves on by one with all that follow.
     *
     * @return sequence number of the new packet, 0 to 65535; it has the timestamp of the one behind it
     */
    int insert() {
        int inserted = sequence;
        sequenceDelta++;
        sequence = (sequence + 1) & 0xffff;
        return inserted;
    }

    /** Sequence number of the last accepted packet, 0 to 65535. */
    int sequence() {
        return sequence;
    }

    /** Timestamp of the last accepted packet. */
    int timestamp() {
        return timestamp;
    }

    /** Moment of the last accepted packet on the stream's media clock, in nanoseconds since 1970. */
    long mediaNanos() {
        return mediaNanos;
    }

    /** Packets missing between FFmpeg and here. */
    long lostPackets() {
        return lostPackets;
    }

    /** Sets pictures of one timestamp a tick apart, until the time goes on. */
    private void keepApart(int sourceTimestamp) {
        if (sourceTimestamp != lastSourceTimestamp) {
            timestampDelta -= apart;
            apart = 0;
        } else if (pictureEnded) {
            timestampDelta++;
            apart++;
        }
    }

    private boolean isJump(int sourceSequence) {
        int step = SequenceNumber.distance(lastSourceSequence, sourceSequence);
        return step > MAX_DROPOUT || step < -MAX_DROPOUT;
    }
}
