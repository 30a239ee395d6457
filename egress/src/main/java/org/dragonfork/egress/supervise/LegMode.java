package org.dragonfork.egress.supervise;

/** How the tracks of an input get into its RTP legs. */
public enum LegMode {
    /** Decided by a probe before the first run: a run itself is never in this mode. */
    AUTO,
    /** As they are: the video must be H.264 and the audio something a browser plays. */
    COPY,
    /** As they are, and known not to be H.264, so that nothing may be done to make it ready for RTP. */
    PASS,
    /** Encoded anew, to H.264 Constrained Baseline and Opus. */
    TRANSCODE
}
