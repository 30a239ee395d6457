package org.dragonfork.webrtc.sdp;

import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * What a payload type stands for, {@code a=rtpmap} (RFC 8866 section 6.6).
 *
 * @param payloadType 0 to 127
 * @param encodingName as written; to be compared without case
 * @param clockRate in Hz
 * @param channels 1 when not written
 */
public record RtpMap(int payloadType, String encodingName, int clockRate, int channels) {
    private static final int HIGHEST_CLOCK_RATE = 10_000_000;

    /** The payload types of RFC 3551 table 4 that occur without an {@code a=rtpmap}: FFmpeg and SIP clients leave it out. */
    private static final List<RtpMap> FIXED_AUDIO = List.of(
            new RtpMap(0, "PCMU", 8000, 1),
            new RtpMap(3, "GSM", 8000, 1),
            new RtpMap(8, "PCMA", 8000, 1),
            new RtpMap(9, "G722", 8000, 1),
            new RtpMap(10, "L16", 44_100, 2),
            new RtpMap(11, "L16", 44_100, 1),
            new RtpMap(14, "MPA", 90_000, 1));

    /** Reads an attribute value; empty when it has another form. */
    public static Optional<RtpMap> read(String value) {
        String[] typeAndMap = value.strip().split(" +", 2);
        if (typeAndMap.length < 2) {
            return Optional.empty();
        }
        String[] map = typeAndMap[1].split("/", 4);
        int payloadType = SdpText.number(typeAndMap[0], 127);
        int clockRate = map.length < 2 ? -1 : SdpText.number(map[1], HIGHEST_CLOCK_RATE);
        int channels = map.length < 3 ? 1 : SdpText.number(map[2], 255);
        if (payloadType < 0 || clockRate < 1 || channels < 1 || !SdpText.isToken(map[0])) {
            return Optional.empty();
        }
        return Optional.of(new RtpMap(payloadType, map[0], clockRate, channels));
    }

    static Optional<RtpMap> fixed(MediaKind kind, int payloadType) {
        return switch (kind) {
            case VIDEO -> Optional.empty();
            case AUDIO ->
                FIXED_AUDIO.stream()
                        .filter(map -> map.payloadType == payloadType)
                        .findFirst();
        };
    }

    static RtpMap of(int payloadType, Codec codec) {
        return new RtpMap(payloadType, codec.encodingName(), codec.clockRate(), Math.max(codec.channels(), 1));
    }

    /**
     * Same encoding, clock rate and channels; the format parameters may still differ. Channels that are not written do
     * not count against a codec that always has two: GStreamer offers {@code OPUS/48000}.
     */
    public boolean names(Codec codec) {
        return encodingName.equalsIgnoreCase(codec.encodingName())
                && clockRate == codec.clockRate()
                && (channels == Math.max(codec.channels(), 1) || channels == 1);
    }

    /** The attribute value. */
    public String text() {
        return payloadType + " " + encodingName + "/" + clockRate + (channels > 1 ? "/" + channels : "");
    }
}
