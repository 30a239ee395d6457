package org.dragonfork.server.ffmpeg;

/**
 * A stream as FFmpeg describes it when it opens inputs and outputs; what it does not tell is 0 or empty.
 *
 * @param address of the input or output, without passwords
 * @param format container
 * @param coder who encodes or decodes it, {@code copy} for nobody
 */
record MediaStream(StreamKey key, String address, String format, StreamLine line, String coder) {}
