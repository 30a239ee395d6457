package org.dragonfork.server.ffmpeg;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.WebrtcLegs;

/** Video that is copied because its owner said so, which must be H.264: how it is copied, and how it shows that it is not. */
final class CopiedVideo {
    static final String FILTER = "h264_mp4toannexb";

    private static final String LOOP = "-stream_loop";

    private static final Pattern REFUSAL =
            Pattern.compile("Codec '([^']{1,40})'.* is not supported by the bitstream filter '" + FILTER + "'");

    private CopiedVideo() {}

    /**
     * Whether an input begins again at its end. FFmpeg 5.1 ends the bitstream filters of copied tracks at that moment, and
     * they refuse what comes after it.
     */
    static boolean loops(ProcessSpec spec) {
        // The options of the process stand before the first input, so they may be for it.
        return loops(spec.options()) || spec.inputs().stream().anyMatch(input -> loops(input.options()));
    }

    /** What a line of the run says against the video being H.264, one line for a person. */
    static Optional<String> complaint(WebrtcLegs legs, String line) {
        Matcher refusal = REFUSAL.matcher(line);
        return isAskedFor(legs) && refusal.find() ? Optional.of(why(refusal.group(1))) : Optional.empty();
    }

    /** What FFmpeg's description of the legs says against it, one line for a person. */
    static Optional<String> contradiction(WebrtcLegs legs, String sdp) {
        Matcher described = Pattern.compile("a=rtpmap:" + legs.videoPayloadType() + " ([^/\\s]{1,40})/")
                .matcher(sdp);
        return isAskedFor(legs) && described.find() && !described.group(1).equalsIgnoreCase("H264")
                ? Optional.of(why(described.group(1)))
                : Optional.empty();
    }

    private static boolean loops(List<String> options) {
        int at = options.indexOf(LOOP);
        return at >= 0
                && at + 1 < options.size()
                && !options.get(at + 1).strip().equals("0");
    }

    private static boolean isAskedFor(WebrtcLegs legs) {
        return legs.video() && legs.videoMode() == LegMode.COPY;
    }

    private static String why(String codec) {
        return "copy needs H.264, this is " + codec.toUpperCase(Locale.ROOT) + ": use mode auto or transcode";
    }
}
