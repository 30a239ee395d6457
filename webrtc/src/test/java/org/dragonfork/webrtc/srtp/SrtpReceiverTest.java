package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.srtp.TestPackets.SSRC;
import static org.dragonfork.webrtc.srtp.TestPackets.keys;
import static org.dragonfork.webrtc.srtp.TestPackets.openRtcp;
import static org.dragonfork.webrtc.srtp.TestPackets.openRtp;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpReceiverTest {
    @ParameterizedTest
    @EnumSource
    void refusesReplays(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        byte[] first = TestPackets.protectRtp(sender, TestPackets.rtp(SSRC, 1, 50));
        byte[] second = TestPackets.protectRtp(sender, TestPackets.rtp(SSRC, 2, 50));
        assertThat(openRtp(receiver, second)).isEqualTo(62);
        assertThat(openRtp(receiver, first)).isEqualTo(62);
        assertThat(openRtp(receiver, first)).isEqualTo(SrtpStatus.REPLAYED.code());
        assertThat(openRtp(receiver, second)).isEqualTo(SrtpStatus.REPLAYED.code());

        byte[] report = TestPackets.protectRtcp(sender, TestPackets.rtcp(SSRC, 6));
        assertThat(openRtcp(receiver, report)).isEqualTo(32);
        assertThat(openRtcp(receiver, report)).isEqualTo(SrtpStatus.REPLAYED.code());
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryFlippedBitAndKeepsNoState(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        byte[] packet = TestPackets.protectRtp(sender, TestPackets.rtp(SSRC, 1, 25));
        byte[] report = TestPackets.protectRtcp(sender, TestPackets.rtcp(SSRC, 3));
        for (int bit = 0; bit < packet.length * 8; bit++) {
            assertThat(openRtp(receiver, flipped(packet, bit)))
                    .as("bit %s", bit)
                    .isNegative();
        }
        for (int bit = 0; bit < report.length * 8; bit++) {
            assertThat(openRtcp(receiver, flipped(report, bit)))
                    .as("bit %s", bit)
                    .isNegative();
        }
        assertThat(receiver.ssrcCount()).isZero();
        assertThat(openRtp(receiver, packet)).isEqualTo(37);
        assertThat(openRtcp(receiver, report)).isEqualTo(20);
        assertThat(receiver.ssrcCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void failedAuthenticationMovesNeitherWindowNorRolloverCounter(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        byte[] first = TestPackets.protectRtp(sender, TestPackets.rtp(SSRC, 65_000, 25));
        byte[] second = TestPackets.protectRtp(sender, TestPackets.rtp(SSRC, 65_001, 25));
        assertThat(openRtp(receiver, first)).isPositive();

        byte[] forged = first.clone();
        for (int sequence : new int[] {65_001, 65_535, 0, 1000, 32_000, 60_000}) {
            org.dragonfork.webrtc.rtp.RtpHeader.setSequenceNumber(forged, 0, sequence);
            assertThat(openRtp(receiver, forged)).isNegative();
        }
        assertThat(openRtp(receiver, second)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryTruncation(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        byte[] packet = TestPackets.protectRtp(sender, TestPackets.rtp(SSRC, 1, 25));
        byte[] report = TestPackets.protectRtcp(sender, TestPackets.rtcp(SSRC, 3));
        for (int length = 0; length < packet.length; length++) {
            assertThat(openRtp(receiver, Arrays.copyOf(packet, length))).isNegative();
        }
        for (int length = 0; length < report.length; length++) {
            assertThat(openRtcp(receiver, Arrays.copyOf(report, length))).isNegative();
        }
        assertThat(receiver.ssrcCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void opensNothingOfAnotherKey(SrtpProfile profile) {
        SrtpKeys mine = keys(profile);
        byte[] otherKey = mine.masterKey();
        otherKey[0] ^= 1;
        SrtpReceiver receiver = new SrtpReceiver(new SrtpKeys(profile, otherKey, mine.masterSalt()));
        byte[] packet = TestPackets.protectRtp(new SrtpSender(mine), TestPackets.rtp(SSRC, 1, 25));
        assertThat(openRtp(receiver, packet)).isEqualTo(SrtpStatus.AUTH_FAILED.code());
    }

    @Test
    void keepsABoundedNumberOfSources() {
        SrtpReceiver receiver = new SrtpReceiver(keys(SrtpProfile.AES128_CM_HMAC_SHA1_80));
        for (int ssrc = 0; ssrc < ReplayTable.CAPACITY; ssrc++) {
            assertThat(openRtcp(receiver, report(ssrc))).isPositive();
        }
        assertThat(openRtcp(receiver, report(1000))).isEqualTo(SrtpStatus.TOO_MANY_SSRCS.code());
        assertThat(receiver.ssrcCount()).isEqualTo(ReplayTable.CAPACITY);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenThereIsNoRoomAndTakesThePacketLater(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        byte[] packet = TestPackets.protectRtp(sender, TestPackets.rtp(SSRC, 1, 25));
        byte[] report = TestPackets.protectRtcp(sender, TestPackets.rtcp(SSRC, 3));
        assertThat(receiver.unprotectRtp(packet, 0, packet.length, new byte[36], 0))
                .isEqualTo(SrtpStatus.NO_ROOM.code());
        assertThat(receiver.unprotectRtcp(report, 0, report.length, new byte[20], 1))
                .isEqualTo(SrtpStatus.NO_ROOM.code());
        assertThat(receiver.unprotectRtp(packet, 0, packet.length, new byte[37], 0))
                .isEqualTo(37);
        assertThat(receiver.unprotectRtcp(report, 0, report.length, new byte[20], 0))
                .isEqualTo(20);
    }

    @Test
    void acceptsAnAuthenticatedReportThatIsNotEncrypted() {
        // RFC 3711 section 3.4: the E bit is the sender's choice, packet by packet.
        SrtpKeys keys = keys(SrtpProfile.AES128_CM_HMAC_SHA1_80);
        byte[] report = TestPackets.rtcp(SSRC, 3);
        byte[] clear = Arrays.copyOf(report, report.length + 14);
        PacketMac mac = new PacketMac(SessionKeys.ofRtcp(keys).authentication);
        mac.compute(clear, 0, report.length + 4);
        mac.write(clear, report.length + 4);

        SrtpReceiver receiver = new SrtpReceiver(keys);
        int length = receiver.unprotectRtcp(clear, 0, clear.length, clear, 0);
        assertThat(Arrays.copyOf(clear, length)).isEqualTo(report);
    }

    private static byte[] report(int ssrc) {
        SrtpSender sender = new SrtpSender(keys(SrtpProfile.AES128_CM_HMAC_SHA1_80));
        return TestPackets.protectRtcp(sender, TestPackets.rtcp(ssrc, 6));
    }

    private static byte[] flipped(byte[] packet, int bit) {
        byte[] copy = packet.clone();
        copy[bit / 8] ^= (byte) (1 << bit % 8);
        return copy;
    }
}
