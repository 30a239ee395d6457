package org.dragonfork.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFramesTest {
    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "H264, 65ff, true, IDR picture",
        "H264, 67ff, true, sequence parameter set",
        "H264, 41ff, false, other picture",
        "H264, 7c85, true, first part of an IDR picture",
        "H264, 7c05, false, later part of an IDR picture",
        "H264, 7c81, false, first part of another picture",
        "H264, 78000109000267ff, true, access unit delimiter and parameter set together",
        "H264, 78000109000241ff, false, access unit delimiter and other picture together",
        "H265, 2601ff, true, IDR picture with two header bytes",
        "H265, 0201ff, false, trailing picture",
        "H265, 620193, true, first part of an IDR picture with two header bytes",
        "VP8, 1000, true, key frame without extensions",
        "VP8, 1001, false, inter frame without extensions",
        "VP8, 9080812300, true, key frame behind a long picture id",
        "VP8, 9080812301, false, inter frame behind a long picture id",
        "VP9, 0800, true, first packet that depends on nothing",
        "VP9, 4800, false, first packet that depends on another",
        "AV1, 1810, true, new coded sequence",
        "AV1, 1010, false, no new coded sequence",
        "OPUS, 6565, false, sound has none"
    })
    void areRecognised(String codec, String hex, boolean key, String what) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(KeyFrames.begins(codec, bytes, 0, bytes.length)).as(what).isEqualTo(key);
    }

    @Test
    void noBytesMakeItThrow() {
        var dice = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[dice.nextInt(12)];
            dice.nextBytes(bytes);
            for (String codec : new String[] {"H264", "H265", "VP8", "VP9", "AV1"}) {
                if (KeyFrames.begins(codec, bytes, 0, bytes.length)) {
                    assertThat(bytes.length).isGreaterThan(1);
                }
            }
        }
    }
}
