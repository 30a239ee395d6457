package org.dragonfork.egress.supervise;

import java.util.Locale;
import java.util.Set;

/**
 * Which tracks every browser plays over WebRTC as they are (decisions D13 and D14). RFC 7742 section 5 obliges them to
 * H.264 Constrained Baseline and VP8, RFC 7874 section 3 to Opus and G.711; their decoders take the other profiles of
 * H.264 and G.722 as well. H.265, AV1 and VP9 play in some only, so they are encoded anew.
 */
final class BrowserCodecs {
    private static final Set<String> H264_PROFILES =
            Set.of("Constrained Baseline", "Baseline", "Main", "Constrained High", "High");
    private static final Set<String> PLAIN_PICTURES = Set.of("yuv420p", "yuvj420p");
    private static final String NOT_OVER_WEBRTC = " is not played over WebRTC";

    private BrowserCodecs() {}

    static TrackPlan video(ProbedStream track) {
        String codec = track.codec();
        if (track.attachedPicture()) {
            return TrackPlan.none("the input has a still picture and no video");
        }
        if (track.rotation() != 0) {
            return TrackPlan.transcode(codec, "the picture is to be turned, which players over WebRTC do not do");
        }
        if (track.isAnamorphic()) {
            return TrackPlan.transcode(
                    codec,
                    String.format(
                            Locale.ROOT,
                            "its pixels are not square (%.3f times as wide as high), which players over WebRTC do not"
                                    + " know, so that they would show it %s",
                            track.pixelAspect(),
                            track.pixelAspect() > 1 ? "squeezed" : "stretched"));
        }
        return switch (codec) {
            case "h264" -> h264(track);
            case "vp8" ->
                PLAIN_PICTURES.contains(track.pixelFormat())
                        ? TrackPlan.copy(codec, "VP8 plays in every browser")
                        : TrackPlan.transcode(codec, "VP8 with pixels of " + track.pixelFormat() + NOT_OVER_WEBRTC);
            case "hevc" -> someBrowsers(codec, "H.265");
            case "vp9" -> someBrowsers(codec, "VP9");
            case "av1" -> someBrowsers(codec, "AV1");
            default -> TrackPlan.transcode(codec, named(codec) + NOT_OVER_WEBRTC);
        };
    }

    static TrackPlan audio(ProbedStream track) {
        String codec = track.codec();
        return switch (codec) {
            case "opus" ->
                track.channels() == 1 || track.channels() == 2
                        ? TrackPlan.copy(codec, "Opus plays in every browser")
                        : TrackPlan.transcode(codec, "Opus of more than two channels" + NOT_OVER_WEBRTC);
            case "pcm_mulaw", "pcm_alaw" -> speech(track, "G.711", 8000);
            case "adpcm_g722" -> speech(track, "G.722", 16_000);
            default -> TrackPlan.transcode(codec, named(codec) + NOT_OVER_WEBRTC);
        };
    }

    private static TrackPlan h264(ProbedStream track) {
        String name = track.profile().isEmpty() ? "H.264" : "H.264 " + track.profile();
        if (track.width() == 0) {
            return TrackPlan.transcode("h264", "H.264 whose parameters were not seen yet");
        }
        if (!H264_PROFILES.contains(track.profile())) {
            return TrackPlan.transcode("h264", name + NOT_OVER_WEBRTC);
        }
        if (!PLAIN_PICTURES.contains(track.pixelFormat())) {
            return TrackPlan.transcode("h264", name + " with pixels of " + track.pixelFormat() + NOT_OVER_WEBRTC);
        }
        if (track.interlaced()) {
            return TrackPlan.transcode("h264", name + " is interlaced, which browsers show wrong or not at all");
        }
        if (track.hasBFrames()) {
            return TrackPlan.transcode("h264", name + " has B-frames, with which browsers stutter");
        }
        return TrackPlan.copy("h264", name + " without B-frames plays in every browser");
    }

    private static TrackPlan speech(ProbedStream track, String name, int rate) {
        return track.samplingHz() == rate && track.channels() == 1
                ? TrackPlan.copy(track.codec(), name + " plays in every browser")
                : TrackPlan.transcode(
                        track.codec(),
                        name + " with " + track.channels() + " channels of " + track.samplingHz() + " Hz"
                                + NOT_OVER_WEBRTC);
    }

    private static TrackPlan someBrowsers(String codec, String name) {
        return TrackPlan.transcode(codec, name + " plays over WebRTC in some browsers only");
    }

    private static String named(String codec) {
        return codec.isEmpty() || codec.equals("none") ? "an unknown codec" : codec;
    }
}
