package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.util.List;
import org.dragonfork.egress.supervise.RunProgress;

/**
 * How far a run is, as FFmpeg counts it over all its outputs.
 *
 * @param frame video frames put out
 * @param fps mean since the start of the run
 * @param bitrateKbit kbit/s of the first output, 0 when FFmpeg does not know
 * @param totalBytes size of the first output, 0 when FFmpeg does not know
 * @param time media time put out
 * @param speed media time per real time
 * @param duplicated frames put out twice
 * @param dropped frames left out
 * @param quantizer of the last picture of the first video that is encoded, 0 when none is
 */
record Progress(
        long frame,
        double fps,
        double bitrateKbit,
        long totalBytes,
        Duration time,
        double speed,
        long duplicated,
        long dropped,
        double quantizer) {
    /** Nothing put out yet. */
    static final Progress NONE = new Progress(0, 0, 0, 0, Duration.ZERO, 0, 0, 0, 0);

    /** Whether anything was put out since; a sound-only process has no frames, another one no known size. */
    boolean isBeyond(Progress earlier) {
        return frame > earlier.frame || totalBytes > earlier.totalBytes || time.compareTo(earlier.time) > 0;
    }

    /** What the outside is shown. */
    RunProgress shown() {
        return new RunProgress(
                List.of(),
                List.of(),
                frame,
                0,
                fps,
                quantizer,
                totalBytes,
                time,
                bitrateKbit * 1000,
                speed,
                dropped,
                duplicated);
    }
}
