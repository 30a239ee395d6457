package org.dragonfork.server.app;

/** What FFmpeg does with what it reads. */
enum StreamMode {
    /** Pass a track on if browsers can play it, and encode it anew if not; FFmpeg looks at it first. */
    AUTO,
    /** Pass it on as it is; browsers must be able to play it. */
    COPY,
    /** Encode it anew as H.264 and Opus. */
    TRANSCODE
}
