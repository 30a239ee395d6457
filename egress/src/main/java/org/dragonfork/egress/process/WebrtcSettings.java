package org.dragonfork.egress.process;

import java.util.Map;
import org.dragonfork.egress.supervise.WebrtcLegs;

/**
 * Whether and how a process can be watched.
 *
 * @param enabled whether it gets legs
 * @param mode how its tracks get into them
 * @param forceTranscode the original's way to say {@link WebrtcMode#TRANSCODE}; wins when it is true
 * @param videoPayloadType 96 to 127
 * @param audioPayloadType 96 to 127, another one
 * @param videoMap FFmpeg's {@code -map} value of the video
 * @param audioMap FFmpeg's {@code -map} value of the audio
 * @param open whether it may be watched without a token also where a login is needed; {@code public} in JSON
 * @param onDemand whether it runs only while it is watched
 * @param unknown fields that this server does not know, each with its JSON text, in their order
 */
public record WebrtcSettings(
        boolean enabled,
        WebrtcMode mode,
        boolean forceTranscode,
        int videoPayloadType,
        int audioPayloadType,
        String videoMap,
        String audioMap,
        boolean open,
        boolean onDemand,
        Map<String, String> unknown) {
    /** What holds for a process that says nothing about WebRTC. */
    public static final WebrtcSettings OFF = new WebrtcSettings(
            false,
            WebrtcMode.AUTO,
            false,
            WebrtcLegs.DEFAULT_VIDEO_PAYLOAD_TYPE,
            WebrtcLegs.DEFAULT_AUDIO_PAYLOAD_TYPE,
            WebrtcLegs.DEFAULT_VIDEO_MAP,
            WebrtcLegs.DEFAULT_AUDIO_MAP,
            false,
            false,
            Map.of());

    public WebrtcSettings {
        unknown = ProcessConfig.ordered(unknown);
    }

    /** The mode that both fields together ask for. */
    public WebrtcMode effectiveMode() {
        return forceTranscode ? WebrtcMode.TRANSCODE : mode;
    }
}
