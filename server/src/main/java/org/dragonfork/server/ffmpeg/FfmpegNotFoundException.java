package org.dragonfork.server.ffmpeg;

/** There is no FFmpeg that runs; the message is one line that says what was tried and what to do. */
public final class FfmpegNotFoundException extends Exception {
    private static final long serialVersionUID = 1L;

    FfmpegNotFoundException(String message) {
        super(message);
    }
}
