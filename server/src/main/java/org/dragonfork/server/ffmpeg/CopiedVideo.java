package org.dragonfork.server.ffmpeg;

import java.util.List;
import org.dragonfork.egress.supervise.ProcessSpec;

/** How H.264 is copied. */
final class CopiedVideo {
    static final String FILTER = "h264_mp4toannexb";

    private static final String LOOP = "-stream_loop";

    private CopiedVideo() {}

    /**
     * Whether an input begins again at its end. FFmpeg 5.1 ends the bitstream filters of copied tracks at that moment, and
     * they refuse what comes after it.
     */
    static boolean loops(ProcessSpec spec) {
        // The options of the process stand before the first input, so they may be for it.
        return loops(spec.options()) || spec.inputs().stream().anyMatch(input -> loops(input.options()));
    }

    private static boolean loops(List<String> options) {
        int at = options.indexOf(LOOP);
        return at >= 0
                && at + 1 < options.size()
                && !options.get(at + 1).strip().equals("0");
    }
}
