package org.dragonfork.webrtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key frame and parameter set detection, and matching, of the video codecs that pass through. */
class VideoPayloadTest {
    private static boolean key(Codec codec, String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        return codec.startsKeyFrame(payload, 0, payload.length);
    }

    private static boolean sets(Codec codec, String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        return codec.carriesParameterSets(payload, 0, payload.length);
    }

    @ParameterizedTest
    @CsvSource({
        "10500a00, true", // S, partition 0, key
        "10510a00, false", // not key
        "00500a00, false", // not the start
        "11500a00, false", // partition 1
        "908012500a, true", // 7-bit picture id
        "90808012500a, true", // 15-bit picture id
        "90c0123350, true", // picture id and TL0PICIDX
        "90f01233a050, true", // and TID/key index
        "90f01233a051, false",
        "90, false",
        "9080, false",
        "90808012, false",
        "'', false",
    })
    void seesVp8KeyFrames(String hex, boolean key) {
        assertThat(key(new Vp8(), hex)).isEqualTo(key);
        assertThat(sets(new Vp8(), hex)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "0882498342, true", // FFmpeg: B only, key frame header
        "0886008342, false", // FFmpeg: B only, inter frame header
        "088800, false", // show_existing_frame
        "08b049, true", // profile 3 with its reserved bit, key
        "08b449, false", // profile 3, inter
        "0049, false", // not the start
        "48824983, false", // P
        "88128249, true", // 7-bit picture id
        "8892348249, true", // 15-bit picture id
        "a81200338249, true", // layer indices, lowest layer, TL0PICIDX
        "a81202338249, false", // spatial layer 1
        "b812008249, true", // flexible mode has no TL0PICIDX
        "0a08 01 00 8249, true", // scalability structure: one picture, no references
        "0a10 02800168 8249, true", // sizes of one layer
        "0a0801048349, false", // one reference, frame cut away
        "08, false",
        "88, false",
        "0a, false",
        "'', false",
    })
    void seesVp9KeyFrames(String hex, boolean key) {
        assertThat(key(new Vp9(), hex.replace(" ", ""))).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "180a0b0000, true, true", // one element, new sequence, sequence header
        "28021200 0a0b, true, true", // two elements: temporal delimiter with its size, sequence header
        "0802 1200 03 0a0b00, true, true", // every element with its size
        "10320b00, false, false", // one element, frame OBU
        "90 0a0b00, false, false", // continuation of an earlier element
        "a0 020a00 0a0b, false, true", // sequence header behind a continuation
        "08 ffffffff, true, false", // size without end
        "08 40 0a, true, true", // element longer than the packet
        "08, false, false",
        "'', false, false",
    })
    void seesAv1SequenceStarts(String hex, boolean key, boolean sets) {
        assertThat(key(new Av1(), hex.replace(" ", ""))).isEqualTo(key);
        assertThat(sets(new Av1(), hex.replace(" ", ""))).isEqualTo(sets);
    }

    @Test
    void comparesProfiles() {
        assertThat(new Vp9().match(Map.of())).isPositive();
        assertThat(new Vp9().match(Map.of("profile-id", "2"))).isEqualTo(Codec.UNUSABLE);
        assertThat(new Vp9(2).match(Map.of("profile-id", "2"))).isPositive();
        assertThat(new Vp9().match(Map.of("profile-id", "x"))).isEqualTo(Codec.UNUSABLE);
        assertThat(new Av1().match(Map.of("profile", "0"))).isGreaterThan(new Av1().match(Map.of("profile", "1")));
        assertThat(new Av1().match(Map.of("profile", "1"))).isPositive();
        assertThat(new Av1(1).match(Map.of())).isEqualTo(Codec.UNUSABLE);
        assertThat(new Vp8().match(Map.of("max-fs", "12288"))).isPositive();
    }

    @Test
    void comparesH265ProfileTierAndTransmissionMode() {
        var safari = Map.of("level-id", "93", "profile-id", "1", "tier-flag", "0", "tx-mode", "SRST");

        assertThat(new H265().match(safari)).isGreaterThan(new H265(1, 0, 120).match(safari));
        assertThat(new H265(1, 0, 120).match(safari)).isPositive();
        assertThat(new H265(2, 0, 93).match(safari)).isEqualTo(Codec.UNUSABLE);
        assertThat(new H265(1, 1, 93).match(safari)).isEqualTo(Codec.UNUSABLE);
        assertThat(new H265().match(Map.of("profile-id", "2"))).isPositive();
        assertThat(new H265().match(Map.of("tx-mode", "MRST"))).isEqualTo(Codec.UNUSABLE);
        assertThat(new H265().answerFormatParameters(safari))
                .isEqualTo("level-id=93;profile-id=1;tier-flag=0;tx-mode=SRST");
    }

    @Test
    void readsTheSpsOfAMain10Stream() {
        byte[] sps = Base64.getDecoder().decode("QgEBAiAAAAMAkAAAAwAAAwA/oAUCAWk2WVmkkyvAWgIAAAMAAgAAAwAyEA==");

        assertThat(H265.ofSps(sps)).contains(new H265(2, 0, 63));
        assertThat(H265.ofSps(sps)).map(H265::profileText).contains("Main 10 2.1");
        assertThat(H265.ofSps(new byte[] {0x42, 1, 1})).isEmpty();
        assertThat(H265.ofSps(new byte[40])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2601af, true, false", // IDR_W_RADL
        "2a01af, true, false", // CRA
        "0201af, false, false", // TRAIL_R
        "420101, false, true", // SPS
        "6001 0003 420101 0003 2601af, true, true", // aggregation: SPS, IDR
        "6001 0003 420101 0003 0201af, false, true",
        "6001 00ff 2601af, false, false", // longer than the packet
        "620193af, true, false", // fragment, start of IDR
        "620113af, false, false", // fragment, middle
        "6201, false, false",
        "'', false, false",
    })
    void seesH265RandomAccessPictures(String hex, boolean key, boolean sets) {
        assertThat(key(new H265(), hex.replace(" ", ""))).isEqualTo(key);
        assertThat(sets(new H265(), hex.replace(" ", ""))).isEqualTo(sets);
    }
}
