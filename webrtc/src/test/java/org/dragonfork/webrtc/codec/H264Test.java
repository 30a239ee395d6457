package org.dragonfork.webrtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class H264Test {
    private static H264 stream(String profileLevelId) {
        return new H264(H264Profile.parse(profileLevelId));
    }

    private static Map<String, String> mode1(String profileLevelId) {
        return Map.of("packetization-mode", "1", "profile-level-id", profileLevelId);
    }

    private static byte[] payload(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** The stream, the offered payload that must win, the offered payload that must lose but could be used. */
    @ParameterizedTest
    @CsvSource({
        "42c01f, 42e01f, 42001f",
        "42c01f, 42e01f, 4d001f",
        "42c01f, 42e01f, 640c1f",
        "4d4028, 4d001f, 42e01f",
        "4d4028, 64001f, 42e01f",
        "640028, 64001f, f4001f",
        "640028, f4001f, 640c1f",
        "640028, 640c1f, 4d001f",
        "640028, 4d001f, 42e01f",
        "640028, 42e01f, 42001f",
        "42801f, 42001f, 42e01f",
        "42c028, 42e028, 42e01f",
    })
    void prefersTheSameProfileThenASupersetThenTheNearest(String stream, String better, String worse) {
        H264 codec = stream(stream);

        assertThat(codec.match(mode1(better))).isGreaterThan(codec.match(mode1(worse)));
        assertThat(codec.match(mode1(worse))).isGreaterThan(Codec.UNUSABLE);
    }

    @ParameterizedTest
    @CsvSource({"6e001f, 42e01f", "f4001f, 64001f", "58001f, 42e01f", "53001f, 42e01f", "640028, 58001f"})
    void refusesProfilesWhoseDecodersWouldNotTakeTheStream(String stream, String offered) {
        assertThat(stream(stream).match(mode1(offered))).isEqualTo(Codec.UNUSABLE);
    }

    @Test
    void refusesModeZeroStatedOrByDefault() {
        H264 codec = stream("42e01f");

        assertThat(codec.match(Map.of("packetization-mode", "0", "profile-level-id", "42e01f")))
                .isEqualTo(Codec.UNUSABLE);
        assertThat(codec.match(Map.of("profile-level-id", "42e01f", "level-asymmetry-allowed", "1")))
                .isEqualTo(Codec.UNUSABLE);
        assertThat(codec.match(Map.of("packetization-mode", "2", "profile-level-id", "42e01f")))
                .isEqualTo(Codec.UNUSABLE);
    }

    @Test
    void takesAnEntryWithoutAnyParameterAsTheLastResort() {
        assertThat(stream("640028").match(Map.of())).isGreaterThan(Codec.UNUSABLE);
        assertThat(stream("640028").match(Map.of())).isLessThan(stream("640028").match(mode1("42001f")));
        assertThat(stream("640028").answerFormatParameters(Map.of())).isEmpty();
    }

    @Test
    void readsAMissingProfileAsBaseline() {
        assertThat(stream("42000a").match(Map.of("packetization-mode", "1")))
                .isEqualTo(stream("42000a").match(mode1("42000a")));
    }

    @Test
    void refusesAProfileThatIsNoProfile() {
        assertThat(stream("42e01f").match(mode1("banana"))).isEqualTo(Codec.UNUSABLE);
    }

    @Test
    void prefersConstrainedBaselineWhileTheProfileIsNotKnown() {
        assertThat(new H264().match(mode1("42e01f"))).isGreaterThan(new H264().match(mode1("42001f")));
        assertThat(new H264().match(mode1("640c1f"))).isGreaterThan(Codec.UNUSABLE);
        assertThat(new H264().profileText()).isEmpty();
    }

    @Test
    void answersTheOfferedProfileAndLevelWhereLevelsMayDiffer() {
        Map<String, String> offered = Map.of(
                "level-asymmetry-allowed", "1", "packetization-mode", "1", "profile-level-id", "42E01F", "max-fs", "9");

        assertThat(stream("42c033").answerFormatParameters(offered))
                .isEqualTo("level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f");
        assertThat(stream("42c00d").answerFormatParameters(offered))
                .isEqualTo("level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f");
    }

    @Test
    void answersTheLowerLevelWhereLevelsMayNotDiffer() {
        assertThat(stream("42c00d").answerFormatParameters(mode1("42e01f")))
                .isEqualTo("packetization-mode=1;profile-level-id=42e00d");
        assertThat(stream("42c033").answerFormatParameters(mode1("42e01f")))
                .isEqualTo("packetization-mode=1;profile-level-id=42e01f");
        assertThat(new H264().answerFormatParameters(mode1("42e01f")))
                .isEqualTo("packetization-mode=1;profile-level-id=42e01f");
    }

    @Test
    void answersNoProfileWhereNoneWasOffered() {
        assertThat(stream("42c00d").answerFormatParameters(Map.of("packetization-mode", "1")))
                .isEqualTo("packetization-mode=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "65 88 84", // single NAL unit
                "78 0004 6742c01f 0002 6888 0003 658884", // STAP-A: SPS, PPS, IDR
                "7c 85 88", // FU-A, start
            })
    void findsTheStartOfAnIdrPicture(String hex) {
        assertThat(new H264().startsKeyFrame(payload(hex), 0, payload(hex).length))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "61 e0 20", // other slice
                "78 0004 6742c01f 0002 6888", // STAP-A: SPS, PPS
                "7c 05 88", // FU-A, middle
                "7c 45 88", // FU-A, end
                "7c 81 88", // FU-A, start of another slice
                "7c", // FU-A, cut
                "78 0000", // STAP-A, empty
                "78 00ff 65 88", // STAP-A, longer than the packet
                "06 05 00", // SEI
                "",
            })
    void findsNoIdrPictureElsewhere(String hex) {
        assertThat(new H264().startsKeyFrame(payload(hex), 0, payload(hex).length))
                .isFalse();
    }

    @Test
    void findsParameterSetsAloneAndAggregated() {
        for (String hex : new String[] {"67 42 c0 1f", "68 ce 38 80", "78 0004 6742c01f 0002 6888"}) {
            byte[] payload = payload(hex);
            assertThat(new H264().carriesParameterSets(payload, 0, payload.length))
                    .as(hex)
                    .isTrue();
        }
        assertThat(new H264().carriesParameterSets(payload("65 88 84"), 0, 3)).isFalse();
    }

    @Test
    void readsTheProfileOfAnSpsBehindAHeader() {
        byte[] single = payload("ffff 6742c01e 89");
        byte[] aggregated = payload("78 0002 6888 0005 6764002896");

        assertThat(H264.profileOfSps(single, 2, 5)).contains(new H264Profile(0x42, 0xC0, 0x1E));
        assertThat(H264.profileOfSps(aggregated, 0, aggregated.length)).contains(new H264Profile(0x64, 0x00, 0x28));
        assertThat(H264.profileOfSps(single, 2, 3)).isEmpty();
        assertThat(H264.profileOfSps(payload("65 88 84 00"), 0, 4)).isEmpty();
        assertThat(H264.profileOfSps(payload("7c 87 42 c0 1f"), 0, 5)).isEmpty();
        assertThat(H264.profileOfSps(new byte[0], 0, 0)).isEmpty();
    }
}
