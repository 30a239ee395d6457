package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sections 16 and 17 of RFC 7714; its vectors start from session keys. */
class Rfc7714Test {
    private static final HexFormat HEX = HexFormat.of();
    private static final String SALT = "517569642070726f2071756f";
    private static final String HEADER = "8040f17b8041f8d35501a0b2";
    private static final String RTP =
            HEADER + "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";
    private static final String RTCP = "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
            + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
    private static final int RTCP_INDEX = 0x5d4;

    enum Vector {
        SECTIONS_16_1_AND_17_1(
                "000102030405060708090a0b0c0d0e0f",
                "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                        + "899d7f27beb16a9152cf765ee4390cce",
                "63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275b"
                        + "c84aa45896cf4d2fc5abf87245d9eade",
                "841dd9683dd78ec92ae58790125f62b3"),
        SECTIONS_16_2_AND_17_2(
                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                "32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b"
                        + "7aa3db36dfffd6b0f9bb7878d7a76c13",
                "d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad"
                        + "1d1eb30c4446839f57ff6f6cb26ac3be",
                "91db4afbfeee5a978fab4393ed2615fe");

        final String key;
        final String srtp;
        final String srtcp;
        final String srtcpTagOnly;

        Vector(String key, String sealedPayload, String sealedReport, String tagOnly) {
            this.key = key;
            this.srtp = HEADER + sealedPayload;
            this.srtcp = RTCP.substring(0, 16) + sealedReport + "800005d4";
            this.srtcpTagOnly = RTCP + tagOnly + "000005d4";
        }

        GcmCipher cipher() {
            SessionKeys keys = new SessionKeys(HEX.parseHex(key), HEX.parseHex(SALT), new byte[0]);
            return new GcmCipher(keys, Aead.jdk(), keys, Aead.jdk());
        }
    }

    @ParameterizedTest
    @EnumSource
    void sealsTheRtpPacketOfSection16(Vector vector) {
        byte[] rtp = HEX.parseHex(RTP);
        byte[] target = new byte[100];
        SrtpSender sender = new SrtpSender(vector.cipher(), new SentIndexes());
        int length = sender.protectRtp(rtp, 0, rtp.length, target, 3);
        assertThat(HEX.formatHex(target, 3, 3 + length)).isEqualTo(vector.srtp);
    }

    @ParameterizedTest
    @EnumSource
    void opensTheRtpPacketOfSection16(Vector vector) {
        byte[] packet = HEX.parseHex(vector.srtp);
        int length = new SrtpReceiver(vector.cipher()).unprotectRtp(packet, 0, packet.length, packet, 0);
        assertThat(HEX.formatHex(packet, 0, length)).isEqualTo(RTP);
    }

    @ParameterizedTest
    @EnumSource
    void sealsTheRtcpPacketOfSection17(Vector vector) {
        byte[] rtcp = HEX.parseHex(RTCP);
        byte[] target = new byte[100];
        int length = vector.cipher().sealRtcp(rtcp, 0, rtcp.length, RTCP_INDEX, target, 0);
        assertThat(HEX.formatHex(target, 0, length)).isEqualTo(vector.srtcp);
    }

    @ParameterizedTest
    @EnumSource
    void opensTheRtcpPacketOfSection17(Vector vector) {
        byte[] packet = HEX.parseHex(vector.srtcp);
        int length = new SrtpReceiver(vector.cipher()).unprotectRtcp(packet, 0, packet.length, packet, 0);
        assertThat(HEX.formatHex(packet, 0, length)).isEqualTo(RTCP);
    }

    @ParameterizedTest
    @EnumSource
    void opensTheTaggedButClearRtcpPacketOfSection17(Vector vector) {
        byte[] packet = HEX.parseHex(vector.srtcpTagOnly);
        byte[] target = new byte[100];
        int length = new SrtpReceiver(vector.cipher()).unprotectRtcp(packet, 0, packet.length, target, 0);
        assertThat(HEX.formatHex(target, 0, length)).isEqualTo(RTCP);
    }
}
