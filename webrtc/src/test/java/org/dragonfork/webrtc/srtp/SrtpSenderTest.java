package org.dragonfork.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.dragonfork.webrtc.srtp.TestPackets.SSRC;
import static org.dragonfork.webrtc.srtp.TestPackets.keys;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpSenderTest {
    private final byte[] target = new byte[2000];

    @ParameterizedTest
    @EnumSource
    void refusesAnIndexThatIsNotAboveTheLast(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        assertThat(protect(sender, SSRC, 1000)).isPositive();
        assertThat(protect(sender, SSRC, 1000)).isEqualTo(SrtpStatus.INDEX_REUSED.code());
        assertThat(protect(sender, SSRC, 999)).isEqualTo(SrtpStatus.INDEX_REUSED.code());
        assertThat(protect(sender, SSRC, 1000 + 32_768)).isEqualTo(SrtpStatus.INDEX_REUSED.code());
        assertThat(protect(sender, SSRC, 1001)).isPositive();
        assertThat(protect(sender, SSRC + 1, 1000)).isPositive();
    }

    @Test
    void refusesToWrapTheIndexes() {
        SentIndexes indexes = new SentIndexes();
        int slot = indexes.slotOf(SSRC);
        indexes.sentRtp(slot, PacketIndex.MAX - 1);
        indexes.sentRtcp(slot, PacketIndex.MAX_RTCP - 1);
        SrtpSender sender = new SrtpSender(PacketCipher.of(keys(SrtpProfile.AES128_CM_HMAC_SHA1_80)), indexes);

        assertThat(protect(sender, SSRC, 65_535)).isPositive();
        assertThat(protect(sender, SSRC, 0)).isEqualTo(SrtpStatus.INDEX_EXHAUSTED.code());

        byte[] report = TestPackets.rtcp(SSRC, 5);
        assertThat(sender.protectRtcp(report, 0, report.length, target, 0)).isPositive();
        assertThat(sender.protectRtcp(report, 0, report.length, target, 0))
                .isEqualTo(SrtpStatus.INDEX_EXHAUSTED.code());
    }

    @Test
    void keepsABoundedNumberOfSources() {
        SrtpSender sender = new SrtpSender(keys(SrtpProfile.AEAD_AES_128_GCM));
        for (int i = 0; i < SentIndexes.CAPACITY; i++) {
            assertThat(protect(sender, i, 1)).isPositive();
        }
        assertThat(protect(sender, 99, 1)).isEqualTo(SrtpStatus.TOO_MANY_SSRCS.code());
        byte[] report = TestPackets.rtcp(99, 5);
        assertThat(sender.protectRtcp(report, 0, report.length, target, 0)).isEqualTo(SrtpStatus.TOO_MANY_SSRCS.code());
        assertThat(protect(sender, 3, 2)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenThereIsNoRoomAndSpendsNoIndexOnIt(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        byte[] packet = TestPackets.rtp(SSRC, 1, 100);
        int needed = packet.length + profile.rtpTagLength();
        for (int room = 0; room < needed; room++) {
            assertThat(sender.protectRtp(packet, 0, packet.length, new byte[room], 0))
                    .isEqualTo(SrtpStatus.NO_ROOM.code());
        }
        assertThat(sender.protectRtp(packet, 0, packet.length, new byte[needed], 0))
                .isEqualTo(needed);

        byte[] report = TestPackets.rtcp(SSRC, 5);
        int reportNeeded = report.length + profile.rtcpTagLength() + 4;
        assertThat(sender.protectRtcp(report, 0, report.length, new byte[reportNeeded - 1], 0))
                .isEqualTo(SrtpStatus.NO_ROOM.code());
        assertThat(sender.protectRtcp(report, 0, report.length, new byte[reportNeeded], 0))
                .isEqualTo(reportNeeded);
        assertThat(sender.protectRtcp(report, 0, report.length, new byte[reportNeeded], -1))
                .isEqualTo(SrtpStatus.NO_ROOM.code());
    }

    @Test
    void refusesWhatIsNoPacket() {
        SrtpSender sender = new SrtpSender(keys(SrtpProfile.AEAD_AES_128_GCM));
        byte[] packet = TestPackets.rtp(SSRC, 1, 100);
        int malformed = SrtpStatus.MALFORMED.code();
        assertThat(sender.protectRtp(packet, 0, 11, target, 0)).isEqualTo(malformed);
        assertThat(sender.protectRtp(packet, 0, packet.length + 1, target, 0)).isEqualTo(malformed);
        assertThat(sender.protectRtp(packet, -1, 20, target, 0)).isEqualTo(malformed);
        assertThat(sender.protectRtp(new byte[40], 0, 40, target, 0)).isEqualTo(malformed);
        assertThat(sender.sealRtp(packet, 0, 16, packet, 0, 10)).isEqualTo(malformed);
        assertThat(sender.sealRtp(packet, 0, 12, packet, 100, 100)).isEqualTo(malformed);
        byte[] endless = TestPackets.rtp(SSRC, 1, 65_536);
        assertThat(sender.protectRtp(endless, 0, endless.length, new byte[70_000], 0))
                .isEqualTo(malformed);
        assertThat(sender.protectRtcp(packet, 0, packet.length, target, 0)).isEqualTo(malformed);
        assertThat(sender.protectRtcp(TestPackets.rtcp(SSRC, 0), 0, 7, target, 0))
                .isEqualTo(malformed);
    }

    @ParameterizedTest
    @EnumSource
    void numbersTheReportsOfEachSourceFromZeroAndSetsTheEBit(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile));
        PacketCipher cipher = PacketCipher.of(keys(profile));
        for (int expected = 0; expected < 3; expected++) {
            for (int ssrc = 1; ssrc <= 2; ssrc++) {
                byte[] sealed = TestPackets.protectRtcp(sender, TestPackets.rtcp(ssrc, 6));
                assertThat(cipher.rtcpIndexWord(sealed, 0, sealed.length)).isEqualTo(0x8000_0000 | expected);
            }
        }
    }

    @Test
    void tellsEveryStatusByItsCode() {
        for (SrtpStatus status : SrtpStatus.values()) {
            assertThat(status.code()).isNegative();
            assertThat(SrtpStatus.ofCode(status.code())).isSameAs(status);
        }
        assertThat(Arrays.stream(SrtpStatus.values()).map(SrtpStatus::code)).doesNotHaveDuplicates();
        assertThatIllegalArgumentException().isThrownBy(() -> SrtpStatus.ofCode(0));
    }

    private int protect(SrtpSender sender, int ssrc, int sequenceNumber) {
        byte[] packet = TestPackets.rtp(ssrc, sequenceNumber, 30);
        return sender.protectRtp(packet, 0, packet.length, target, 0);
    }
}
