package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Appendix B.2 and B.3 of RFC 3711. */
class Rfc3711Test {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final SrtpKeys B3_KEYS = new SrtpKeys(
            SrtpProfile.AES128_CM_HMAC_SHA1_80,
            HEX.parseHex("E1F97A0D3E018BE0D64FA32C06DE4139"),
            HEX.parseHex("0EC675AD498AFEEBB6960B3AABE6"));

    @Test
    void makesTheKeystreamSegmentOfAppendixB2() {
        AesKeystream keystream = new AesKeystream(
                HEX.parseHex("2B7E151628AED2A6ABF7158809CF4F3C"), HEX.parseHex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"));
        byte[] segment = new byte[1_044_512];
        keystream.apply(0, 0, segment, 0, segment.length, segment, 0);

        assertThat(HEX.formatHex(segment, 0, 48))
                .isEqualTo("E03EAD0935C95E80E166B16DD92B4EB4"
                        + "D23513162B02D0F72A43A2FE4A5F97AB"
                        + "41E95B3BB0A2E8DD477901E4FCA894C0");
        assertThat(HEX.formatHex(segment, segment.length - 48, segment.length))
                .isEqualTo("EC8CDF7398607CB0F2D21675EA9EA1E4"
                        + "362B7C3C6773516318A077D7FC5073AE"
                        + "6A2CC3787889374FBEB4C81B17BA6C44");
    }

    @Test
    void cutsTheKeystreamAnywhereWithoutChangingIt() {
        AesKeystream keystream = new AesKeystream(
                HEX.parseHex("2B7E151628AED2A6ABF7158809CF4F3C"), HEX.parseHex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"));
        byte[] whole = new byte[3200];
        keystream.apply(7, 9, whole, 0, whole.length, whole, 0);
        for (int length : new int[] {0, 1, 15, 16, 17, 1535, 1536, 1537, 3073}) {
            byte[] part = new byte[length];
            keystream.apply(7, 9, part, 0, length, part, 0);
            assertThat(part).isEqualTo(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void derivesTheSessionKeysOfAppendixB3() {
        assertThat(derive(KeyDerivation.RTP_ENCRYPTION, 16)).isEqualTo("C61E7A93744F39EE10734AFE3FF7A087");
        assertThat(derive(KeyDerivation.RTP_SALT, 14)).isEqualTo("30CBBC08863D8C85D49DB34A9AE1");
        assertThat(derive(KeyDerivation.RTP_AUTHENTICATION, 94))
                .isEqualTo("CEBE321F6FF7716B6FD4AB49AF256A15"
                        + "6D38BAA48F0A0ACF3C34E2359E6CDBCE"
                        + "E049646C43D9327AD175578EF7227098"
                        + "6371C10C9A369AC2F94A8C5FBCDDDC25"
                        + "6D6E919A48B610EF17C2041E47403576"
                        + "6B68642C59BBFC2F34DB60DBDFB2");
    }

    @Test
    void usesTheFirstTwentyBytesAsAuthenticationKey() {
        SessionKeys keys = SessionKeys.ofRtp(B3_KEYS);
        assertThat(HEX.formatHex(keys.authentication)).isEqualTo("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4");
    }

    private static String derive(int label, int length) {
        return HEX.formatHex(KeyDerivation.derive(B3_KEYS, label, length));
    }
}
