package org.dragonfork.webrtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6184 section 8.1 table 5, and what browsers write besides. */
class Rfc6184ProfileTest {
    @ParameterizedTest
    @CsvSource({
        // 42, x1xx0000
        "42400b, CONSTRAINED_BASELINE",
        "42c01f, CONSTRAINED_BASELINE",
        "42e01f, CONSTRAINED_BASELINE",
        "42f00b, CONSTRAINED_BASELINE",
        // 4D, 1xxx0000
        "4d801f, CONSTRAINED_BASELINE",
        "4dc01f, CONSTRAINED_BASELINE",
        "4de01f, CONSTRAINED_BASELINE",
        // 58, 11xx0000
        "58c01f, CONSTRAINED_BASELINE",
        "58f01f, CONSTRAINED_BASELINE",
        // 42, x0xx0000 and 58, 10xx0000
        "42001f, BASELINE",
        "42801f, BASELINE",
        "42a01f, BASELINE",
        "58801f, BASELINE",
        "58a01f, BASELINE",
        // 4D, 0x0x0000
        "4d001f, MAIN",
        "4d401f, MAIN",
        // 58, 00xx0000
        "58001f, EXTENDED",
        "58201f, EXTENDED",
        // the High profiles
        "64001f, HIGH",
        "6e001f, HIGH_10",
        "7a001f, HIGH_422",
        "f4001f, HIGH_444",
        "6e101f, HIGH_10_INTRA",
        "7a101f, HIGH_422_INTRA",
        "f4101f, HIGH_444_INTRA",
        "2c101f, CAVLC_444_INTRA",
        // not in the table
        "640c1f, CONSTRAINED_HIGH",
        "64081f, HIGH",
        "53001f, OTHER",
    })
    void namesTheProfile(String profileLevelId, H264ProfileName name) {
        H264Profile profile = H264Profile.parse(profileLevelId).orElseThrow();

        assertThat(profile.name()).isEqualTo(name);
        assertThat(profile.profileLevelId()).isEqualTo(profileLevelId);
    }

    @ParameterizedTest
    @CsvSource({
        "42e01f, Constrained Baseline 3.1",
        "640C28, Constrained High 4.0",
        "42f00b, Constrained Baseline 1b",
        "42e00b, Constrained Baseline 1.1",
        "640009, High 1b",
        "F40033, High 4:4:4 Predictive 5.1",
    })
    void tellsProfileAndLevelToPeople(String profileLevelId, String text) {
        assertThat(H264Profile.parse(profileLevelId)).map(H264Profile::text).contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "42e01f, 42c01e, true",
        "42e01e, 42e01f, false",
        "42e00b, 42f00b, true",
        "42f00b, 42e00b, false",
        "42f00b, 42e00a, true",
        "42e00a, 640009, false",
        "640009, 42e00a, true",
    })
    void ordersLevelsWithOneBBetweenOneAndOneOne(String receiver, String stream, boolean reaches) {
        H264Profile ours = H264Profile.parse(receiver).orElseThrow();

        assertThat(ours.reachesLevelOf(H264Profile.parse(stream).orElseThrow())).isEqualTo(reaches);
    }

    @ParameterizedTest
    @CsvSource({
        "42e01f, 640028, 42e028",
        "42e01f, 640009, 42f00b",
        "64001f, 42f00b, 640009",
        "42f00b, 42e00a, 42e00a",
    })
    void takesTheLevelOfAnotherOne(String profile, String level, String expected) {
        H264Profile moved = H264Profile.parse(profile)
                .orElseThrow()
                .atLevelOf(H264Profile.parse(level).orElseThrow());

        assertThat(moved.profileLevelId()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"''", "42e01", "42e01ff", "42e01g", "0x42e0", "+42e01"})
    void refusesWhatIsNotSixHexDigits(String text) {
        assertThat(H264Profile.parse(text)).isEmpty();
    }

    @Test
    void everyProfileButOtherDecodesItself() {
        for (H264ProfileName name : H264ProfileName.values()) {
            assertThat(name.decodes(name)).as(name.label()).isEqualTo(name != H264ProfileName.OTHER);
        }
    }

    @Test
    void constrainedBaselineIsDecodedByEveryProfileThatIsNotIntraOnly() {
        assertThat(H264ProfileName.values())
                .filteredOn(name -> name.decodes(H264ProfileName.CONSTRAINED_BASELINE))
                .containsExactly(
                        H264ProfileName.CONSTRAINED_BASELINE,
                        H264ProfileName.BASELINE,
                        H264ProfileName.MAIN,
                        H264ProfileName.EXTENDED,
                        H264ProfileName.CONSTRAINED_HIGH,
                        H264ProfileName.HIGH,
                        H264ProfileName.HIGH_10,
                        H264ProfileName.HIGH_422,
                        H264ProfileName.HIGH_444);
    }

    @Test
    void mainIsDecodedByHighButNotByConstrainedHigh() {
        assertThat(H264ProfileName.HIGH.decodes(H264ProfileName.MAIN)).isTrue();
        assertThat(H264ProfileName.CONSTRAINED_HIGH.decodes(H264ProfileName.MAIN))
                .isFalse();
        assertThat(H264ProfileName.MAIN.decodes(H264ProfileName.HIGH)).isFalse();
    }
}
