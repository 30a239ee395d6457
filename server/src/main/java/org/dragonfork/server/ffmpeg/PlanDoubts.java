package org.dragonfork.server.ffmpeg;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.LegPlan;
import org.dragonfork.egress.supervise.TrackPlan;
import org.dragonfork.egress.supervise.WebrtcLegs;

/** Signs that the input is no longer what the plan of the legs was made for. */
final class PlanDoubts {
    // A map without a track; a filter for H.264 that was given another codec; a muxer that cannot carry what it was
    // given.
    private static final Pattern COMPLAINT = Pattern.compile(
            "matches no streams|is not supported by the bitstream filter|Could not write header|incorrect codec"
                    + " parameters|Unsupported codec|Error initializing bitstream filter");

    private static final Map<String, String> RTP_NAMES = Map.of(
            "h264", "h264",
            "vp8", "vp8",
            "opus", "opus",
            "pcm_mulaw", "pcmu",
            "pcm_alaw", "pcma",
            "adpcm_g722", "g722");

    private PlanDoubts() {}

    /** Whether a line of a run is such a sign. */
    static boolean arise(String line) {
        return COMPLAINT.matcher(line).find();
    }

    /** Whether FFmpeg describes a copied track by another codec than the planned one. */
    static boolean arise(LegPlan plan, WebrtcLegs legs, String sdp) {
        return differs(plan.video(), legs.videoPayloadType(), sdp)
                || differs(plan.audio(), legs.audioPayloadType(), sdp);
    }

    private static boolean differs(TrackPlan plan, int payloadType, String sdp) {
        String name = RTP_NAMES.get(plan.codec());
        if (plan.choice() != TrackPlan.Choice.COPY || name == null) {
            return false;
        }
        Matcher described =
                Pattern.compile("a=rtpmap:" + payloadType + " ([^/\\s]{1,40})/").matcher(sdp);
        return described.find() && !described.group(1).toLowerCase(Locale.ROOT).equals(name);
    }
}
