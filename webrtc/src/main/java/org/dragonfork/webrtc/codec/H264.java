package org.dragonfork.webrtc.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * H.264 video in the non-interleaved mode, packetization-mode 1 (RFC 6184 section 6.3): single NAL units, STAP-A, FU-A.
 *
 * @param profile profile and level of the stream, empty while they are not known
 */
public record H264(Optional<H264Profile> profile) implements Codec {
    private static final int SLICE_IDR = 5;
    private static final int SPS = 7;
    private static final int PPS = 8;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU_START = 0x80;

    private static final int SAME_PROFILE = 400;
    private static final int SUPERSET = 300;

    /**
     * Receivers that decode more in software than they declare, best first. A stream of the upper profiles without B
     * frames is decoded by them all; a decoder in hardware may be bound to what it declared, so the nearest wins.
     */
    private static final List<H264ProfileName> FALLBACKS = List.of(
            H264ProfileName.BASELINE,
            H264ProfileName.CONSTRAINED_BASELINE,
            H264ProfileName.MAIN,
            H264ProfileName.CONSTRAINED_HIGH);

    private static final List<H264ProfileName> STREAMS_WITH_FALLBACK = List.of(
            H264ProfileName.BASELINE, H264ProfileName.MAIN, H264ProfileName.CONSTRAINED_HIGH, H264ProfileName.HIGH);

    /** What Chromium, Firefox and Safari offer, at the level that all of them write. */
    private static final List<H264Profile> OFFERED_BESIDES = List.of(
            new H264Profile(0x64, 0x0C, 0x1F),
            new H264Profile(0x42, 0xE0, 0x1F),
            new H264Profile(0x4D, 0x00, 0x1F),
            new H264Profile(0x42, 0x00, 0x1F));

    /**
     * For a payload type without any parameter. To the letter that is Baseline, level 1, mode 0, which no receiver
     * means: GStreamer's WHEP elements offer H.264 so, and take everything.
     */
    private static final int NOTHING_STATED = 1;

    /** H.264 of which the profile is not known yet. */
    public H264() {
        this(Optional.empty());
    }

    @Override
    public MediaKind kind() {
        return MediaKind.VIDEO;
    }

    @Override
    public String encodingName() {
        return "H264";
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
        return profile.map(H264Profile::text).orElse("");
    }

    /**
     * Same profile, then a profile that includes the stream's, then one whose decoders are known to take it. A stated
     * packetization-mode other than 1 is unusable: what FFmpeg sends has FU-A and STAP-A packets (RFC 6184 section
     * 6.2 forbids them in mode 0).
     */
    @Override
    public int match(Map<String, String> offered) {
        if (offered.isEmpty()) {
            return NOTHING_STATED;
        }
        if (!"1".equals(offered.get("packetization-mode"))) {
            return UNUSABLE;
        }
        return offeredProfile(offered).map(this::match).orElse(UNUSABLE);
    }

    private int match(H264Profile receiver) {
        if (profile.isEmpty()) {
            return receiver.name() == H264ProfileName.CONSTRAINED_BASELINE ? SAME_PROFILE : SUPERSET;
        }
        H264Profile stream = profile.get();
        int levelBonus = receiver.reachesLevelOf(stream) ? 1 : 0;
        if (receiver.sameProfile(stream)) {
            return SAME_PROFILE + levelBonus;
        }
        if (receiver.name().decodes(stream.name())) {
            return SUPERSET + levelBonus;
        }
        int fallback = FALLBACKS.indexOf(receiver.name());
        return fallback >= 0 && STREAMS_WITH_FALLBACK.contains(stream.name())
                ? 10 * (fallback + 1) + levelBonus
                : UNUSABLE;
    }

    /** The stream's profile, then those that browsers offer themselves and that {@link #match} takes for the stream. */
    @Override
    public List<String> offeredFormatParameters() {
        var offers = new ArrayList<H264Profile>();
        profile.ifPresent(offers::add);
        for (H264Profile receiver : OFFERED_BESIDES) {
            if (match(receiver) != UNUSABLE && offers.stream().noneMatch(receiver::sameProfile)) {
                offers.add(receiver);
            }
        }
        return offers.stream()
                .map(each -> "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=" + each.profileLevelId())
                .toList();
    }

    /**
     * The offered profile at the offered level, or at the stream's lower level where level asymmetry is not allowed (RFC
     * 6184 section 8.2.2).
     */
    @Override
    public String answerFormatParameters(Map<String, String> offered) {
        if (offered.isEmpty()) {
            return "";
        }
        boolean asymmetric = "1".equals(offered.get("level-asymmetry-allowed"));
        var answer = new ArrayList<String>();
        if (asymmetric) {
            answer.add("level-asymmetry-allowed=1");
        }
        answer.add("packetization-mode=1");
        if (offered.containsKey("profile-level-id")) {
            H264Profile receiver = offeredProfile(offered).orElse(H264Profile.DEFAULT);
            H264Profile answered = profile.filter(stream -> !asymmetric && receiver.reachesLevelOf(stream))
                    .map(receiver::atLevelOf)
                    .orElse(receiver);
            answer.add("profile-level-id=" + answered.profileLevelId());
        }
        return String.join(";", answer);
    }

    /** IDR slice as a single NAL unit, in a STAP-A, or at the start of an FU-A. */
    @Override
    public boolean startsKeyFrame(byte[] packet, int payloadOffset, int payloadLength) {
        return find(packet, payloadOffset, payloadLength, SLICE_IDR, SLICE_IDR) >= 0;
    }

    /** SPS or PPS, as a single NAL unit or in a STAP-A. */
    @Override
    public boolean carriesParameterSets(byte[] packet, int payloadOffset, int payloadLength) {
        return find(packet, payloadOffset, payloadLength, SPS, PPS) >= 0;
    }

    /** Profile and level from the SPS in this RTP payload, when one stands there as a single NAL unit or in a STAP-A. */
    public static Optional<H264Profile> profileOfSps(byte[] packet, int payloadOffset, int payloadLength) {
        int sps = find(packet, payloadOffset, payloadLength, SPS, SPS);
        boolean fragment = payloadLength > 0 && (packet[payloadOffset] & 0x1F) == FU_A;
        if (sps < 0 || fragment || sps + 3 >= payloadOffset + payloadLength) {
            return Optional.empty();
        }
        return Optional.of(new H264Profile(packet[sps + 1] & 0xFF, packet[sps + 2] & 0xFF, packet[sps + 3] & 0xFF));
    }

    private static Optional<H264Profile> offeredProfile(Map<String, String> offered) {
        String text = offered.get("profile-level-id");
        return text == null ? Optional.of(H264Profile.DEFAULT) : H264Profile.parse(text);
    }

    /** Index of the (FU or NAL unit) header of the first NAL unit of these two types that starts in the payload, or -1. */
    private static int find(byte[] packet, int offset, int length, int type, int otherType) {
        if (length < 1) {
            return -1;
        }
        int end = offset + length;
        int packetType = packet[offset] & 0x1F;
        if (packetType == STAP_A) {
            int at = offset + 1;
            while (at + 2 < end) {
                int size = ((packet[at] & 0xFF) << 8) | (packet[at + 1] & 0xFF);
                int nal = packet[at + 2] & 0x1F;
                if (size > 0 && at + 2 + size <= end && (nal == type || nal == otherType)) {
                    return at + 2;
                }
                at += 2 + size;
            }
            return -1;
        }
        if (packetType == FU_A) {
            int nal = length < 2 || (packet[offset + 1] & FU_START) == 0 ? -1 : packet[offset + 1] & 0x1F;
            return nal == type || nal == otherType ? offset + 1 : -1;
        }
        return packetType == type || packetType == otherType ? offset : -1;
    }
}
