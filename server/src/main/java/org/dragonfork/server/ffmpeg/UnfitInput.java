package org.dragonfork.server.ffmpeg;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.WebrtcLegs;

/** How it shows that an input is not what its owner said that its legs carry. In mode auto nobody said anything. */
final class UnfitInput {
    private static final Pattern REFUSAL = Pattern.compile(
            "Codec '([^']{1,40})'.* is not supported by the bitstream filter '" + CopiedVideo.FILTER + "'");

    // From FFmpeg 7 on the first form names no map, from 6.1 on the second one follows.
    private static final Pattern MISSING = Pattern.compile(
            "(?:Stream map|Failed to set value) '([^']{1,100})' (?:matches no streams|for option 'map')");

    private UnfitInput() {}

    /** By a line of the run; one line for a person. */
    static Optional<String> complaint(WebrtcLegs legs, String line) {
        Matcher missing = MISSING.matcher(line);
        if (missing.find()) {
            return missing(legs, missing.group(1));
        }
        Matcher refusal = REFUSAL.matcher(line);
        return isCopyAskedFor(legs) && refusal.find() ? Optional.of(noH264(refusal.group(1))) : Optional.empty();
    }

    /** By FFmpeg's description of the legs; one line for a person. */
    static Optional<String> contradiction(WebrtcLegs legs, String sdp) {
        if (!isCopyAskedFor(legs)) {
            return Optional.empty();
        }
        Matcher described = Pattern.compile("a=rtpmap:" + legs.videoPayloadType() + " ([^/\\s]{1,40})/")
                .matcher(sdp);
        return described.find() && !described.group(1).equalsIgnoreCase("H264")
                ? Optional.of(noH264(described.group(1)))
                : Optional.empty();
    }

    private static Optional<String> missing(WebrtcLegs legs, String map) {
        if (legs.video() && legs.videoMode() != LegMode.AUTO && map.equals(legs.videoMap())) {
            return Optional.of(without("video", map));
        }
        if (legs.audio() && legs.audioMode() != LegMode.AUTO && map.equals(legs.audioMap())) {
            return Optional.of(without("audio", map));
        }
        return Optional.empty();
    }

    private static boolean isCopyAskedFor(WebrtcLegs legs) {
        return legs.video() && legs.videoMode() == LegMode.COPY;
    }

    private static String without(String kind, String map) {
        return "the input has no " + kind + " at " + map + ": use mode auto, which leaves out what is missing";
    }

    private static String noH264(String codec) {
        return "copy needs H.264, this is " + codec.toUpperCase(Locale.ROOT) + ": use mode auto or transcode";
    }
}
