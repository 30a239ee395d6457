package org.dragonfork.webrtc.sdp;

import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.webrtc.codec.Av1;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.G722;
import org.dragonfork.webrtc.codec.H264;
import org.dragonfork.webrtc.codec.H264Profile;
import org.dragonfork.webrtc.codec.H265;
import org.dragonfork.webrtc.codec.Opus;
import org.dragonfork.webrtc.codec.Pcma;
import org.dragonfork.webrtc.codec.Pcmu;
import org.dragonfork.webrtc.codec.Vp8;
import org.dragonfork.webrtc.codec.Vp9;
import org.jspecify.annotations.Nullable;

/** Reads what a payload type carries out of a media section, for instance of the SDP FFmpeg prints for its RTP outputs. */
public final class CodecReader {
    private CodecReader() {}

    /**
     * The codec of a payload type with what its format parameters say about the stream; empty when the section does not
     * name it or this server does not know it (then see {@link #encodingName}).
     */
    public static Optional<Codec> read(MediaDescription media, int payloadType) {
        Map<String, String> parameters = media.formatParameters(payloadType);
        return media.rtpMap(payloadType)
                .flatMap(map -> known(map.encodingName(), parameters)
                        .filter(map::names)
                        .filter(codec ->
                                media.kind().filter(codec.kind()::equals).isPresent()));
    }

    /** The encoding name of a payload type as it is written, "" when the section does not name it. */
    public static String encodingName(MediaDescription media, int payloadType) {
        return media.rtpMap(payloadType).map(RtpMap::encodingName).orElse("");
    }

    private static Optional<Codec> known(String encodingName, Map<String, String> parameters) {
        @Nullable
        Codec codec = switch (encodingName.toUpperCase(Locale.ROOT)) {
            case "H264" -> new H264(H264Profile.parse(parameters.getOrDefault("profile-level-id", "")));
            case "H265" -> h265(parameters);
            case "VP8" -> new Vp8();
            case "VP9" -> new Vp9(number(parameters, "profile-id"));
            case "AV1" -> new Av1(number(parameters, "profile"));
            case "OPUS" -> new Opus("1".equals(parameters.get("sprop-stereo")));
            case "PCMU" -> new Pcmu();
            case "PCMA" -> new Pcma();
            case "G722" -> new G722();
            default -> null;
        };
        return Optional.ofNullable(codec);
    }

    /** FFmpeg writes no profile-id but the SPS itself (RFC 7798 section 7.1, sprop-sps, several joined by commas). */
    private static H265 h265(Map<String, String> parameters) {
        String sps = parameters.getOrDefault("sprop-sps", "").split(",", 2)[0];
        try {
            return H265.ofSps(Base64.getDecoder().decode(sps)).orElseGet(H265::new);
        } catch (IllegalArgumentException e) {
            return new H265();
        }
    }

    private static int number(Map<String, String> parameters, String name) {
        return Math.max(0, SdpText.number(parameters.getOrDefault(name, "0"), 3));
    }
}
