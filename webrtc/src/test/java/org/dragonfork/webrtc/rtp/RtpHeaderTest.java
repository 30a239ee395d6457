package org.dragonfork.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void readsEveryFieldOfAPacketInTheMiddleOfAnArray() {
        byte[] buffer = HEX.parseHex("ffff" + "80e0f17b8041f8d35501a0b2" + "0102");
        assertThat(RtpHeader.version(buffer, 2)).isEqualTo(2);
        assertThat(RtpHeader.hasPadding(buffer, 2)).isFalse();
        assertThat(RtpHeader.hasExtension(buffer, 2)).isFalse();
        assertThat(RtpHeader.csrcCount(buffer, 2)).isZero();
        assertThat(RtpHeader.marker(buffer, 2)).isTrue();
        assertThat(RtpHeader.payloadType(buffer, 2)).isEqualTo(96);
        assertThat(RtpHeader.sequenceNumber(buffer, 2)).isEqualTo(0xf17b);
        assertThat(RtpHeader.timestamp(buffer, 2)).isEqualTo(0x8041f8d3);
        assertThat(RtpHeader.ssrc(buffer, 2)).isEqualTo(0x5501a0b2);
        assertThat(RtpHeader.headerLength(buffer, 2, 14)).isEqualTo(12);
        assertThat(RtpHeader.payloadLength(buffer, 2, 14)).isEqualTo(2);
    }

    @Test
    void writesTheFixedHeader() {
        byte[] buffer = new byte[14];
        RtpHeader.write(buffer, 1, true, 96, 0xf17b, 0x8041f8d3, 0x5501a0b2);
        assertThat(HEX.formatHex(buffer)).isEqualTo("00" + "80e0f17b8041f8d35501a0b2" + "00");
    }

    @Test
    void changesOneFieldWithoutTouchingTheOthers() {
        byte[] buffer = HEX.parseHex("80e0f17b8041f8d35501a0b2");
        RtpHeader.setPayloadType(buffer, 0, 0x7F);
        RtpHeader.setMarker(buffer, 0, false);
        RtpHeader.setSequenceNumber(buffer, 0, 65_536 + 7);
        RtpHeader.setTimestamp(buffer, 0, 8);
        RtpHeader.setSsrc(buffer, 0, 9);
        RtpHeader.setExtension(buffer, 0, true);
        RtpHeader.setPadding(buffer, 0, true);
        assertThat(HEX.formatHex(buffer)).isEqualTo("b07f00070000000800000009");
        RtpHeader.setPayloadType(buffer, 0, 0);
        RtpHeader.setMarker(buffer, 0, true);
        RtpHeader.setExtension(buffer, 0, false);
        RtpHeader.setPadding(buffer, 0, false);
        assertThat(HEX.formatHex(buffer)).isEqualTo("808000070000000800000009");
    }

    @Test
    void countsSourcesAndExtensionAsHeader() {
        byte[] buffer =
                HEX.parseHex("926000010000000200000003" + "0000000a0000000b" + "bede0002" + "1122334455667788" + "99");
        assertThat(RtpHeader.headerLength(buffer, 0, buffer.length)).isEqualTo(32);
        assertThat(RtpHeader.payloadLength(buffer, 0, buffer.length)).isEqualTo(1);
        for (int length = 0; length < 32; length++) {
            assertThat(RtpHeader.headerLength(buffer, 0, length)).isEqualTo(RtpHeader.INVALID);
            assertThat(RtpHeader.payloadLength(buffer, 0, length)).isEqualTo(RtpHeader.INVALID);
        }
        assertThat(RtpHeader.headerLength(buffer, 0, 32)).isEqualTo(32);
    }

    @Test
    void refusesOtherVersionsAndImpossibleBounds() {
        byte[] buffer = new byte[20];
        for (int version : new int[] {0, 1, 3}) {
            buffer[0] = (byte) (version << 6);
            assertThat(RtpHeader.headerLength(buffer, 0, 20)).isEqualTo(RtpHeader.INVALID);
        }
        buffer[0] = (byte) 0x80;
        assertThat(RtpHeader.headerLength(buffer, 0, 20)).isEqualTo(12);
        assertThat(RtpHeader.headerLength(buffer, 0, 21)).isEqualTo(RtpHeader.INVALID);
        assertThat(RtpHeader.headerLength(buffer, 9, 12)).isEqualTo(RtpHeader.INVALID);
        assertThat(RtpHeader.headerLength(buffer, -1, 12)).isEqualTo(RtpHeader.INVALID);
        assertThat(RtpHeader.headerLength(buffer, 0, -1)).isEqualTo(RtpHeader.INVALID);
        assertThat(RtpHeader.headerLength(buffer, Integer.MAX_VALUE, 12)).isEqualTo(RtpHeader.INVALID);
    }

    @Test
    void subtractsPaddingAndRefusesPaddingThatCannotBe() {
        byte[] buffer = HEX.parseHex("a06000010000000200000003" + "aabb" + "000003");
        assertThat(RtpHeader.payloadLength(buffer, 0, 17)).isEqualTo(2);
        buffer[16] = 5;
        assertThat(RtpHeader.payloadLength(buffer, 0, 17)).isZero();
        buffer[16] = 6;
        assertThat(RtpHeader.payloadLength(buffer, 0, 17)).isEqualTo(RtpHeader.INVALID);
        buffer[16] = 0;
        assertThat(RtpHeader.payloadLength(buffer, 0, 17)).isEqualTo(RtpHeader.INVALID);
        assertThat(RtpHeader.payloadLength(buffer, 0, 12)).isEqualTo(RtpHeader.INVALID);
    }

    @Test
    void tellsRtcpByTheSecondByte() {
        byte[] buffer = new byte[4];
        buffer[0] = (byte) 0x80;
        for (int second = 0; second < 256; second++) {
            buffer[1] = (byte) second;
            assertThat(RtpHeader.isRtcp(buffer, 0, 4)).as("%s", second).isEqualTo(second >= 192 && second <= 223);
        }
        buffer[1] = (byte) 200;
        assertThat(RtpHeader.isRtcp(buffer, 0, 2)).isTrue();
        assertThat(RtpHeader.isRtcp(buffer, 0, 1)).isFalse();
    }

    @Test
    void neverThrowsOnAnyBytesAndNeverReachesBehindThem() {
        var random = new SplittableRandom(1);
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            int header = RtpHeader.headerLength(bytes, 0, bytes.length);
            int payload = RtpHeader.payloadLength(bytes, 0, bytes.length);
            assertThat(header).isLessThanOrEqualTo(bytes.length);
            assertThat(header + payload).isLessThanOrEqualTo(bytes.length);
            assertThat(OneByteExtensions.find(bytes, 0, bytes.length, 1)).isLessThan(bytes.length);
            valid += header > 0 ? 1 : 0;
        }
        assertThat(valid).isGreaterThan(1000);
    }
}
