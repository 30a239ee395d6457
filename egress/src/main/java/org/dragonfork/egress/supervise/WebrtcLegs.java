package org.dragonfork.egress.supervise;

/**
 * Which RTP legs a process feeds to this server, and how.
 *
 * @param video whether there is a video leg
 * @param audio whether there is an audio leg
 * @param videoMode copy or encode; has no meaning without a video leg
 * @param audioMode copy or encode; has no meaning without an audio leg
 * @param encoding of the video, when it is encoded
 * @param videoPayloadType 96 to 127
 * @param audioPayloadType 96 to 127, another one
 * @param videoMap FFmpeg's {@code -map} value of the video
 * @param audioMap FFmpeg's {@code -map} value of the audio
 */
public record WebrtcLegs(
        boolean video,
        boolean audio,
        LegMode videoMode,
        LegMode audioMode,
        VideoEncoding encoding,
        int videoPayloadType,
        int audioPayloadType,
        String videoMap,
        String audioMap) {
    /** Payload type of a video leg that names none. */
    public static final int DEFAULT_VIDEO_PAYLOAD_TYPE = 102;
    /** Payload type of an audio leg that names none. */
    public static final int DEFAULT_AUDIO_PAYLOAD_TYPE = 111;
    /** The first video track of the first input. */
    public static final String DEFAULT_VIDEO_MAP = "0:v:0";
    /** The first audio track of the first input. */
    public static final String DEFAULT_AUDIO_MAP = "0:a:0";

    /** @throws IllegalArgumentException when a value is out of range */
    public WebrtcLegs {
        if (!video && !audio) {
            throw new IllegalArgumentException("a process with WebRTC legs needs a video leg, an audio leg or both");
        }
        if (!isDynamic(videoPayloadType) || !isDynamic(audioPayloadType) || videoPayloadType == audioPayloadType) {
            throw new IllegalArgumentException("video_pt and audio_pt must be two different numbers from 96 to 127");
        }
        if (videoMap.isBlank() || audioMap.isBlank()) {
            throw new IllegalArgumentException("video_map and audio_map must not be empty, as " + DEFAULT_VIDEO_MAP);
        }
    }

    /** Both legs in the same mode, everything else as when nothing is configured. */
    public static WebrtcLegs both(LegMode mode) {
        return new WebrtcLegs(
                true,
                true,
                mode,
                mode,
                VideoEncoding.DEFAULT,
                DEFAULT_VIDEO_PAYLOAD_TYPE,
                DEFAULT_AUDIO_PAYLOAD_TYPE,
                DEFAULT_VIDEO_MAP,
                DEFAULT_AUDIO_MAP);
    }

    /** Whether a probe has to decide about a leg. */
    public boolean needPlan() {
        return (video && videoMode == LegMode.AUTO) || (audio && audioMode == LegMode.AUTO);
    }

    /** The same with other tracks of the inputs. */
    public WebrtcLegs withMaps(String newVideoMap, String newAudioMap) {
        return new WebrtcLegs(
                video,
                audio,
                videoMode,
                audioMode,
                encoding,
                videoPayloadType,
                audioPayloadType,
                newVideoMap,
                newAudioMap);
    }

    /** The same with only these legs. */
    public WebrtcLegs withKinds(boolean newVideo, boolean newAudio) {
        return new WebrtcLegs(
                newVideo,
                newAudio,
                videoMode,
                audioMode,
                encoding,
                videoPayloadType,
                audioPayloadType,
                videoMap,
                audioMap);
    }

    /** The same with each track in a mode of its own. */
    public WebrtcLegs withModes(LegMode newVideoMode, LegMode newAudioMode) {
        return new WebrtcLegs(
                video,
                audio,
                newVideoMode,
                newAudioMode,
                encoding,
                videoPayloadType,
                audioPayloadType,
                videoMap,
                audioMap);
    }

    /** The same with other payload types. */
    public WebrtcLegs withPayloadTypes(int newVideo, int newAudio) {
        return new WebrtcLegs(video, audio, videoMode, audioMode, encoding, newVideo, newAudio, videoMap, audioMap);
    }

    /** The same with another encoding of the video. */
    public WebrtcLegs withEncoding(VideoEncoding newEncoding) {
        return new WebrtcLegs(
                video,
                audio,
                videoMode,
                audioMode,
                newEncoding,
                videoPayloadType,
                audioPayloadType,
                videoMap,
                audioMap);
    }

    // RFC 3551 section 3: dynamic payload types.
    private static boolean isDynamic(int payloadType) {
        return payloadType >= 96 && payloadType <= 127;
    }
}
