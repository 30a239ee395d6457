package org.dragonfork.webrtc.codec;

import java.util.List;
import java.util.Map;

/**
 * VP9 video (RFC 9628).
 *
 * @param profileId 0 to 3: bit depth and chroma format
 */
public record Vp9(int profileId) implements Codec {
    /** Profile 0, what a missing profile-id means (RFC 9628 section 6). */
    public Vp9() {
        this(0);
    }

    @Override
    public MediaKind kind() {
        return MediaKind.VIDEO;
    }

    @Override
    public String encodingName() {
        return "VP9";
    }

    @Override
    public int clockRate() {
        return 90_000;
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public String profileText() {
        return "Profile " + profileId;
    }

    @Override
    public int match(Map<String, String> offered) {
        return EchoedParameters.number(offered, "profile-id", 0) == profileId ? 1 : UNUSABLE;
    }

    @Override
    public List<String> offeredFormatParameters() {
        return List.of("profile-id=" + profileId);
    }

    @Override
    public String answerFormatParameters(Map<String, String> offered) {
        return EchoedParameters.of(offered, List.of("profile-id"));
    }

    /**
     * First packet of a key picture's lowest layer. The descriptor's P bit alone does not tell: FFmpeg's packetizer
     * leaves it at zero for every frame, so the frame header is asked as well.
     */
    @Override
    public boolean startsKeyFrame(byte[] packet, int payloadOffset, int payloadLength) {
        int frame = Vp9Descriptor.startOfBaseFrame(packet, payloadOffset, payloadLength);
        return frame >= 0 && keyFrameHeader(packet[frame]);
    }

    @Override
    public boolean carriesParameterSets(byte[] packet, int payloadOffset, int payloadLength) {
        return startsKeyFrame(packet, payloadOffset, payloadLength);
    }

    /** VP9 bitstream section 6.2: marker 10, two profile bits, a zero for profile 3, show_existing_frame, frame_type. */
    private static boolean keyFrameHeader(byte header) {
        if ((header & 0xC0) != 0x80) {
            return false;
        }
        boolean profile3 = (header & 0x30) == 0x30;
        return (header & (profile3 ? 0x06 : 0x0C)) == 0;
    }
}
