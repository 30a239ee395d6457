package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.util.List;
import org.dragonfork.egress.supervise.IoProgress;

/**
 * What FFmpeg has counted at one moment; what it does not tell is 0.
 *
 * @param frame pictures put out by the first video output
 * @param packet packets put out
 * @param sizeBytes of the first output
 * @param time media time put out
 * @param speed media time per real time
 * @param duplicated pictures put out twice
 * @param dropped pictures left out
 * @param quantizer of the last picture of the first video that is encoded
 * @param streams as far as single ones are counted
 */
record Progress(
        long frame,
        long packet,
        long sizeBytes,
        Duration time,
        double speed,
        long duplicated,
        long dropped,
        double quantizer,
        List<OfStream> streams) {
    /** Nothing put out yet. */
    static final Progress NONE = new Progress(0, 0, 0, Duration.ZERO, 0, 0, 0, 0, List.of());

    Progress {
        streams = List.copyOf(streams);
    }

    /**
     * What is counted of one stream.
     *
     * @param frame pictures or sound frames
     * @param keyFrame those that need no other
     */
    record OfStream(
            StreamKey key,
            long frame,
            long keyFrame,
            IoProgress.FrameRate frameRate,
            long packet,
            long sizeBytes,
            double quantizer,
            long extradataBytes) {
        /** Nobody counts it. */
        static OfStream none(StreamKey key) {
            return new OfStream(key, 0, 0, IoProgress.FrameRate.UNKNOWN, 0, 0, 0, 0);
        }
    }

    /** Whether anything was put out since; a sound-only process has no frames, another one no known size. */
    boolean isBeyond(Progress earlier) {
        return frame > earlier.frame
                || packet > earlier.packet
                || sizeBytes > earlier.sizeBytes
                || time.compareTo(earlier.time) > 0;
    }
}
