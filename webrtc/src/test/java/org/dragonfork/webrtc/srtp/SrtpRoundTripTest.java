package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.webrtc.srtp.TestPackets.SSRC;
import static org.dragonfork.webrtc.srtp.TestPackets.keys;

import java.util.Arrays;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpRoundTripTest {
    @ParameterizedTest
    @EnumSource
    void opensWhatWasSealedAtEveryLength(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        for (int length = 0; length < 1_700; length += length < 70 ? 1 : 97) {
            byte[] packet = TestPackets.rtp(SSRC, length, length);
            byte[] sealed = TestPackets.protectRtp(sender, packet);
            assertThat(sealed).hasSize(packet.length + profile.rtpTagLength());
            if (length > 16) {
                assertThat(Arrays.copyOfRange(sealed, 12, 12 + length))
                        .isNotEqualTo(Arrays.copyOfRange(packet, 12, 12 + length));
            }
            byte[] target = new byte[packet.length + 5];
            int opened = receiver.unprotectRtp(sealed, 0, sealed.length, target, 5);
            assertThat(opened).isEqualTo(packet.length);
            assertThat(Arrays.copyOfRange(target, 5, 5 + opened)).isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sealsAPayloadFromElsewhereBehindAHeaderWithSourcesAndExtension(SrtpProfile profile) {
        byte[] header = new byte[12 + 8 + 8];
        RtpHeader.write(header, 0, true, 111, 7, 8, SSRC);
        header[0] |= 0x12;
        header[23] = 1;
        byte[] payload = "the picture".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] target = new byte[100];
        System.arraycopy(header, 0, target, 20, header.length);

        int length = new SrtpSender(keys(profile)).sealRtp(target, 20, header.length, payload, 0, payload.length);
        int opened = new SrtpReceiver(keys(profile)).unprotectRtp(target, 20, length, target, 20);

        assertThat(opened).isEqualTo(header.length + payload.length);
        assertThat(Arrays.copyOfRange(target, 20, 20 + header.length)).isEqualTo(header);
        assertThat(Arrays.copyOfRange(target, 20 + header.length, 20 + opened)).isEqualTo(payload);
    }

    @ParameterizedTest
    @EnumSource
    void worksInPlace(SrtpProfile profile) {
        byte[] packet = TestPackets.rtp(SSRC, 1, 300);
        byte[] buffer = Arrays.copyOf(packet, packet.length + profile.rtpTagLength());
        int sealed = new SrtpSender(keys(profile)).protectRtp(buffer, 0, packet.length, buffer, 0);
        assertThat(sealed).isEqualTo(buffer.length);
        int opened = new SrtpReceiver(keys(profile)).unprotectRtp(buffer, 0, sealed, buffer, 0);
        assertThat(Arrays.copyOf(buffer, opened)).isEqualTo(packet);
    }

    @ParameterizedTest
    @EnumSource
    void carriesRtcpOfEverySizeAndSource(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        for (int words = 0; words < 200; words++) {
            byte[] packet = TestPackets.rtcp(SSRC + words % 3, words);
            byte[] sealed = TestPackets.protectRtcp(sender, packet);
            assertThat(sealed).hasSize(packet.length + profile.rtcpTagLength() + 4);
            int opened = receiver.unprotectRtcp(sealed, 0, sealed.length, sealed, 0);
            assertThat(Arrays.copyOf(sealed, opened)).isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsTheRolloverCounterThroughLossAndReordering(SrtpProfile profile) {
        var random = TestPackets.random(3);
        SrtpSender sender = new SrtpSender(keys(profile));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        int packets = 102_000; // two wraps
        byte[] late = new byte[0];
        int opened = 0;
        for (int i = 0; i < packets; i++) {
            // Below 2^15 at the start, so that losing the first packets leaves no doubt.
            byte[] packet = TestPackets.rtp(SSRC, (30_000 + i) & 0xFFFF, 20);
            byte[] sealed = TestPackets.protectRtp(sender, packet);
            switch (random.nextInt(10)) {
                case 0 -> {} // lost
                case 1 -> late = sealed;
                default -> {
                    assertThat(TestPackets.openRtp(receiver, sealed)).isEqualTo(packet.length);
                    opened++;
                }
            }
            if (late.length > 0 && random.nextInt(20) == 0) {
                assertThat(TestPackets.openRtp(receiver, late)).isEqualTo(packet.length);
                late = new byte[0];
            }
        }
        assertThat(opened).isGreaterThan(packets / 2);
    }

    @ParameterizedTest
    @EnumSource
    void survivesTheLossOfThePacketsAroundTheWrap(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile));
        byte[] early = {};
        for (int sequence : new int[] {20_000, 50_000, 65_000, 65_534, 65_535, 65_536, 65_537, 66_000}) {
            byte[] sealed = TestPackets.protectRtp(sender, TestPackets.rtp(SSRC, sequence & 0xFFFF, 40));
            if (sequence == 65_534) {
                early = sealed;
            } else if (sequence != 65_535 && sequence != 65_536) {
                assertThat(TestPackets.openRtp(receiver, sealed))
                        .as("%s", sequence)
                        .isEqualTo(52);
            }
        }
        // 466 packets late and from before the wrap.
        assertThat(TestPackets.openRtp(receiver, early)).isEqualTo(52);
    }
}
