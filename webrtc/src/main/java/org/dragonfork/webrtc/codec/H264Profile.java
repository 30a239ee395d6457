package org.dragonfork.webrtc.codec;

import java.util.Locale;
import java.util.Optional;

/**
 * Profile and level of an H.264 stream or receiver: the three bytes that stand both in an SPS and, as hex, in
 * {@code profile-level-id} (RFC 6184 section 8.1).
 *
 * <pre>
 *  0                   1                   2
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  profile_idc  |0 1 2 3 4 5 r r|   level_idc   |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *                  constraint_set0..5_flag
 * </pre>
 *
 * @param profileIdc first byte
 * @param constraintFlags second byte, profile-iop
 * @param levelIdc third byte, ten times the level
 */
public record H264Profile(int profileIdc, int constraintFlags, int levelIdc) {
    /** What a missing profile-level-id means: Baseline, level 1 (RFC 6184 section 8.1). */
    static final H264Profile DEFAULT = new H264Profile(0x42, 0x00, 0x0A);

    private static final int SET0 = 0x80;
    private static final int SET1 = 0x40;
    private static final int SET3 = 0x10;
    private static final int SET4_AND_SET5 = 0x0C;

    /** level_idc of level 1b in the High profiles (H.264 annex A.3.4). */
    private static final int LEVEL_1B_HIGH = 9;

    /** level_idc that means 1b, not 1.1, in Baseline, Main and Extended when constraint_set3_flag is set. */
    private static final int LEVEL_1_1 = 11;

    public H264Profile {
        if (((profileIdc | constraintFlags | levelIdc) & ~0xFF) != 0) {
            throw new IllegalArgumentException("a part of the H.264 profile is not one byte");
        }
    }

    /** Reads {@code profile-level-id}; empty unless it is six hex digits. */
    public static Optional<H264Profile> parse(String profileLevelId) {
        if (!profileLevelId.matches("[0-9A-Fa-f]{6}")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(profileLevelId, 16);
        return Optional.of(new H264Profile(bits >> 16, (bits >> 8) & 0xFF, bits & 0xFF));
    }

    /**
     * The profile these bytes mean (RFC 6184 table 5, which lists several spellings for one profile). Bits the table
     * wants to be zero are ignored, as a decoder has to; Constrained High is the spelling browsers use, 64 0C.
     */
    public H264ProfileName name() {
        return switch (profileIdc) {
            case 0x42 -> has(SET1) ? H264ProfileName.CONSTRAINED_BASELINE : H264ProfileName.BASELINE;
            case 0x4D -> has(SET0) ? H264ProfileName.CONSTRAINED_BASELINE : H264ProfileName.MAIN;
            case 0x58 -> extended();
            case 0x64 -> has(SET4_AND_SET5) ? H264ProfileName.CONSTRAINED_HIGH : H264ProfileName.HIGH;
            case 0x6E -> has(SET3) ? H264ProfileName.HIGH_10_INTRA : H264ProfileName.HIGH_10;
            case 0x7A -> has(SET3) ? H264ProfileName.HIGH_422_INTRA : H264ProfileName.HIGH_422;
            case 0xF4 -> has(SET3) ? H264ProfileName.HIGH_444_INTRA : H264ProfileName.HIGH_444;
            case 0x2C -> H264ProfileName.CAVLC_444_INTRA;
            default -> H264ProfileName.OTHER;
        };
    }

    /** Same profile, whatever the spelling and the level. */
    public boolean sameProfile(H264Profile other) {
        H264ProfileName name = name();
        return name == other.name() && (name != H264ProfileName.OTHER || profileIdc == other.profileIdc);
    }

    /** Tells whether the level is the other's or a higher one. */
    public boolean reachesLevelOf(H264Profile other) {
        return levelOrder() >= other.levelOrder();
    }

    /** This profile at the level of another one. */
    public H264Profile atLevelOf(H264Profile other) {
        if (!levelIn1bByFlag()) {
            return new H264Profile(profileIdc, constraintFlags, other.isLevel1b() ? LEVEL_1B_HIGH : other.levelIdc);
        }
        int flags = other.isLevel1b() ? constraintFlags | SET3 : constraintFlags & ~SET3;
        return new H264Profile(profileIdc, flags, other.isLevel1b() ? LEVEL_1_1 : other.levelIdc);
    }

    /** The six hex digits of {@code profile-level-id}, in lower case. */
    public String profileLevelId() {
        return String.format(Locale.ROOT, "%02x%02x%02x", profileIdc, constraintFlags, levelIdc);
    }

    /** For people: profile and level, for instance {@code High 4.0}. */
    public String text() {
        String level = isLevel1b() ? "1b" : levelIdc / 10 + "." + levelIdc % 10;
        return name().label() + " " + level;
    }

    private H264ProfileName extended() {
        if (!has(SET0)) {
            return H264ProfileName.EXTENDED;
        }
        return has(SET1) ? H264ProfileName.CONSTRAINED_BASELINE : H264ProfileName.BASELINE;
    }

    private boolean has(int flags) {
        return (constraintFlags & flags) == flags;
    }

    private boolean levelIn1bByFlag() {
        return profileIdc == 0x42 || profileIdc == 0x4D || profileIdc == 0x58;
    }

    private boolean isLevel1b() {
        return levelIn1bByFlag() ? levelIdc == LEVEL_1_1 && has(SET3) : levelIdc == LEVEL_1B_HIGH;
    }

    /** Level 1b stands between 1 and 1.1. */
    private int levelOrder() {
        return isLevel1b() ? 105 : levelIdc * 10;
    }
}
