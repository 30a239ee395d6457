package org.dragonfork.egress.supervise;

/** How the tracks of an input get into its RTP legs. */
public enum LegMode {
    /** As they are: the video must be H.264 and the audio something a browser plays. */
    COPY,
    /** Encoded anew, to H.264 Constrained Baseline and Opus. */
    TRANSCODE
}
