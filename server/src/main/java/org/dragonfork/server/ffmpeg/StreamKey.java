package org.dragonfork.server.ffmpeg;

import java.util.Comparator;

/**
 * Names a stream of a run as FFmpeg does.
 *
 * @param output whether it is written, not read
 * @param index of the input or output, from 0
 * @param stream within it, from 0
 */
record StreamKey(boolean output, int index, int stream) {
    /** In the order of the command line. */
    static final Comparator<StreamKey> ORDER = Comparator.comparing(StreamKey::output)
            .thenComparingInt(StreamKey::index)
            .thenComparingInt(StreamKey::stream);
}
