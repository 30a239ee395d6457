package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Packets that libsrtp publishes in its own self-test, so that master key to wire is held against another implementation;
 * the RFCs have no such vector. libsrtp gives its first SRTCP packet the index 1.
 */
class ReferencePacketTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String RTP_HEADER = "800f1234decafbadcafebabe";
    private static final String RTCP_HEADER = "81c8000bcafebabe";
    private static final String BODY = "abababababababababababababababab";

    private static final SrtpKeys CM = new SrtpKeys(
            SrtpProfile.AES128_CM_HMAC_SHA1_80,
            HEX.parseHex("e1f97a0d3e018be0d64fa32c06de4139"),
            HEX.parseHex("0ec675ad498afeebb6960b3aabe6"));
    private static final SrtpKeys GCM = new SrtpKeys(
            SrtpProfile.AEAD_AES_128_GCM,
            HEX.parseHex("000102030405060708090a0b0c0d0e0f"),
            HEX.parseHex("a0a1a2a3a4a5a6a7a8a9aaab"));
    private static final SrtpKeys GCM_256 = new SrtpKeys(
            SrtpProfile.AEAD_AES_256_GCM,
            HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
            HEX.parseHex("a0a1a2a3a4a5a6a7a8a9aaab"));

    @Test
    void sealsRtpAsLibsrtpDoes() {
        assertThat(rtp(CM)).isEqualTo(RTP_HEADER + "4e55dc4ce79978d88ca4d215949d2402" + "b78d6acc99ea179b8dbb");
        assertThat(rtp(GCM))
                .isEqualTo(RTP_HEADER + "c5002ede04cfdd2eb91159e0880aa06e" + "d2976826f796b201df3131a127e8a392");
        assertThat(rtp(GCM_256))
                .isEqualTo(RTP_HEADER + "0af7f21e8a90bdad7a425c9c31ed4bb1" + "d90238917e7390a2793500e1681acaea");
    }

    @Test
    void sealsRtcpAsLibsrtpDoes() {
        assertThat(secondRtcp(CM))
                .isEqualTo(RTCP_HEADER + "7128035be487b9bdbef89041f977a5a8" + "80000001" + "993e08cd54d6c1230798");
        assertThat(secondRtcp(GCM))
                .isEqualTo(RTCP_HEADER
                        + "c98b8b5df0392a55852b6c21ac8e7025"
                        + "c52c6fbea2b3b446ea31123ba88ce61e"
                        + "80000001");
    }

    private static String rtp(SrtpKeys keys) {
        return HEX.formatHex(TestPackets.protectRtp(new SrtpSender(keys), HEX.parseHex(RTP_HEADER + BODY)));
    }

    private static String secondRtcp(SrtpKeys keys) {
        SrtpSender sender = new SrtpSender(keys);
        byte[] packet = HEX.parseHex(RTCP_HEADER + BODY);
        TestPackets.protectRtcp(sender, packet);
        return HEX.formatHex(TestPackets.protectRtcp(sender, packet));
    }
}
