package org.dragonfork.egress.supervise;

import java.time.Duration;
import java.util.List;

/**
 * How far a run is. A value that nobody tells is 0; without a run everything is. Where FFmpeg counts nothing, frame, packet,
 * fps, size and rate are those of the RTP legs as they were received.
 *
 * @param inputs the streams that FFmpeg reads, input by input; empty until it has said what it found
 * @param outputs the streams that FFmpeg writes, output by output; those of the RTP legs come last and have no id
 * @param frame pictures put out
 * @param packet packets put out
 * @param fps pictures a second, the mean of the last 30 s
 * @param quantizer of the last picture of the first video that is encoded
 * @param sizeBytes put out, as far as FFmpeg counts it
 * @param time media time put out
 * @param bitsPerSecond put out, the mean of the last 30 s
 * @param speed media time per real time
 * @param dropped pictures left out
 * @param duplicated pictures put out twice
 */
public record RunProgress(
        List<IoProgress> inputs,
        List<IoProgress> outputs,
        long frame,
        long packet,
        double fps,
        double quantizer,
        long sizeBytes,
        Duration time,
        double bitsPerSecond,
        double speed,
        long dropped,
        long duplicated) {
    /** No run, or one that has told nothing yet. */
    public static final RunProgress NONE =
            new RunProgress(List.of(), List.of(), 0, 0, 0, 0, 0, Duration.ZERO, 0, 0, 0, 0);

    public RunProgress {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
