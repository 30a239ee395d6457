package org.dragonfork.server.app;

/** What FFmpeg does with what it reads. */
enum StreamMode {
    /** Pass it on as it is; browsers must be able to play it. */
    COPY,
    /** Encode it anew as H.264 and Opus. */
    TRANSCODE
}
