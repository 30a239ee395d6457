package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.srtp.TestPackets.SSRC;
import static org.dragonfork.webrtc.srtp.TestPackets.keys;

import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpReceiverFuzzTest {
    private static final int ROUNDS = 8_000;

    @ParameterizedTest
    @EnumSource
    void refusesRandomBytesWithoutThrowing(SrtpProfile profile) {
        RandomGenerator random = TestPackets.random(4);
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        byte[] target = new byte[300];
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextInt(4) > 0) {
                bytes[0] = (byte) (0x80 | random.nextInt(64));
            }
            int offset = random.nextInt(bytes.length + 1);
            int length = random.nextInt(-2, bytes.length + 3);
            assertThat(receiver.unprotectRtp(bytes, offset, length, target, 0)).isNegative();
            assertThat(receiver.unprotectRtcp(bytes, offset, length, target, 0)).isNegative();
        }
        assertThat(receiver.ssrcCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void refusesMutatedPacketsAmongGoodOnes(SrtpProfile profile) {
        RandomGenerator random = TestPackets.random(5);
        SrtpSender sender = new SrtpSender(keys(profile));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        byte[] target = new byte[300];
        for (int i = 0; i < ROUNDS; i++) {
            byte[] packet = TestPackets.protectRtp(sender, TestPackets.rtp(SSRC, i, random.nextInt(60)));
            byte[] report = TestPackets.protectRtcp(sender, TestPackets.rtcp(SSRC, random.nextInt(20)));
            byte[] badPacket = mutated(random, packet);
            byte[] badReport = mutated(random, report);
            assertThat(receiver.unprotectRtp(badPacket, 0, badPacket.length, target, 0))
                    .isNegative();
            assertThat(receiver.unprotectRtcp(badReport, 0, badReport.length, target, 0))
                    .isNegative();
            assertThat(TestPackets.openRtp(receiver, packet)).isPositive();
            assertThat(TestPackets.openRtcp(receiver, report)).isPositive();
        }
        assertThat(receiver.ssrcCount()).isEqualTo(2);
    }

    private static byte[] mutated(RandomGenerator random, byte[] packet) {
        int length = random.nextInt(3) == 0 ? random.nextInt(packet.length + 4) : packet.length;
        byte[] copy = java.util.Arrays.copyOf(packet, length);
        if (length == packet.length) {
            copy[random.nextInt(length)] ^= (byte) random.nextInt(1, 256);
        }
        return copy;
    }
}
