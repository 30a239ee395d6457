package org.dragonfork.webrtc.codec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * H.265 video in single-stream mode (RFC 7798): single NAL units, aggregation packets, fragmentation units.
 *
 * @param profileId general_profile_idc: 1 Main, 2 Main 10
 * @param tierFlag 0 Main tier, 1 High tier
 * @param levelId thirty times the level
 */
public record H265(int profileId, int tierFlag, int levelId) implements Codec {
    private static final int FIRST_IRAP = 16;
    private static final int LAST_IRAP = 23;
    private static final int VPS = 32;
    private static final int SPS = 33;
    private static final int PPS = 34;
    private static final int AGGREGATION = 48;
    private static final int FRAGMENT = 49;
    private static final int FU_START = 0x80;

    private static final int MAIN = 1;
    private static final int MAIN_10 = 2;

    /** Bytes of an SPS up to general_level_idc: NAL unit header 2, first byte 1, then profile_tier_level. */
    private static final int SPS_BYTES_TO_LEVEL = 15;

    /** The defaults of RFC 7798 section 7.1: Main profile, Main tier, level 3.1. */
    public H265() {
        this(MAIN, 0, 93);
    }

    /** Reads profile, tier and level from an SPS with its NAL unit header; empty when it is no SPS or is cut short. */
    public static Optional<H265> ofSps(byte[] nalUnit) {
        byte[] start = withoutEmulationPrevention(nalUnit);
        if (start.length < SPS_BYTES_TO_LEVEL || nalType(start[0]) != SPS) {
            return Optional.empty();
        }
        return Optional.of(new H265(start[3] & 0x1F, (start[3] >> 5) & 1, start[SPS_BYTES_TO_LEVEL - 1] & 0xFF));
    }

    @Override
    public MediaKind kind() {
        return MediaKind.VIDEO;
    }

    @Override
    public String encodingName() {
        return "H265";
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
        String name = profileId == MAIN ? "Main" : profileId == MAIN_10 ? "Main 10" : "Profile " + profileId;
        return name + " " + levelId / 30 + "." + levelId % 30 / 3;
    }

    @Override
    public int match(Map<String, String> offered) {
        int receiver = EchoedParameters.number(offered, "profile-id", MAIN);
        boolean decodes = receiver == profileId || (receiver == MAIN_10 && profileId == MAIN);
        boolean tier = EchoedParameters.number(offered, "tier-flag", 0) >= tierFlag;
        boolean singleStream = offered.getOrDefault("tx-mode", "SRST").equalsIgnoreCase("SRST");
        if (!decodes || !tier || !singleStream) {
            return UNUSABLE;
        }
        int levelBonus = EchoedParameters.number(offered, "level-id", 93) >= levelId ? 1 : 0;
        return (receiver == profileId ? 20 : 10) + levelBonus;
    }

    @Override
    public List<String> offeredFormatParameters() {
        return List.of("level-id=" + levelId + ";profile-id=" + profileId + ";tier-flag=" + tierFlag + ";tx-mode=SRST");
    }

    @Override
    public String answerFormatParameters(Map<String, String> offered) {
        return EchoedParameters.of(offered, List.of("level-id", "profile-id", "tier-flag", "tx-mode"));
    }

    /** Random access picture (NAL unit types 16 to 23) as a single NAL unit, aggregated, or at the start of a fragment. */
    @Override
    public boolean startsKeyFrame(byte[] packet, int payloadOffset, int payloadLength) {
        return contains(packet, payloadOffset, payloadLength, FIRST_IRAP, LAST_IRAP);
    }

    @Override
    public boolean carriesParameterSets(byte[] packet, int payloadOffset, int payloadLength) {
        return contains(packet, payloadOffset, payloadLength, VPS, PPS);
    }

    private static boolean contains(byte[] packet, int offset, int length, int first, int last) {
        if (length < 3) {
            return false;
        }
        int end = offset + length;
        int type = nalType(packet[offset]);
        if (type == AGGREGATION) {
            int at = offset + 2;
            while (at + 2 < end) {
                int size = ((packet[at] & 0xFF) << 8) | (packet[at + 1] & 0xFF);
                int nal = nalType(packet[at + 2]);
                if (size > 0 && at + 2 + size <= end && nal >= first && nal <= last) {
                    return true;
                }
                at += 2 + size;
            }
            return false;
        }
        if (type == FRAGMENT) {
            int nal = packet[offset + 2] & 0x3F;
            return (packet[offset + 2] & FU_START) != 0 && nal >= first && nal <= last;
        }
        return type >= first && type <= last;
    }

    private static int nalType(byte header) {
        return (header >> 1) & 0x3F;
    }

    /** Takes the 03 out of 00 00 03 (H.265 section 7.4.2), as far as the level. */
    private static byte[] withoutEmulationPrevention(byte[] nalUnit) {
        byte[] plain = new byte[SPS_BYTES_TO_LEVEL];
        int length = 0;
        int zeros = 0;
        for (int i = 0; i < nalUnit.length && length < plain.length; i++) {
            if (zeros >= 2 && nalUnit[i] == 3) {
                zeros = 0;
            } else {
                zeros = nalUnit[i] == 0 ? zeros + 1 : 0;
                plain[length++] = nalUnit[i];
            }
        }
        return length == plain.length ? plain : new byte[0];
    }
}
