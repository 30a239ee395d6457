package org.dragonfork.webrtc.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 7983 section 7 as updated by RFC 9443: every first byte has one meaning. */
class DatagramKindTest {
    @Test
    void everyFirstByteGoesWhereTheTableSays() {
        for (int first = 0; first < 256; first++) {
            byte[] datagram = {(byte) first, 0, 0, 0};
            DatagramKind expected = first <= 3
                    ? DatagramKind.STUN
                    : first >= 20 && first <= 63
                            ? DatagramKind.DTLS
                            : first >= 128 && first <= 191 ? DatagramKind.RTP : DatagramKind.OTHER;
            assertThat(DatagramKind.of(datagram, 0, 4))
                    .as("first byte %d", first)
                    .isEqualTo(expected);
        }
    }

    @Test
    void secondByteTellsRtcpFromRtp() {
        for (int second = 0; second < 256; second++) {
            byte[] datagram = {(byte) 0x80, (byte) second};
            assertThat(DatagramKind.of(datagram, 0, 2))
                    .as("second byte %d", second)
                    .isEqualTo(second >= 192 && second <= 223 ? DatagramKind.RTCP : DatagramKind.RTP);
        }
    }

    @Test
    void emptyAndCutDatagramsAreNothing() {
        assertThat(DatagramKind.of(new byte[0], 0, 0)).isEqualTo(DatagramKind.OTHER);
        assertThat(DatagramKind.of(new byte[] {(byte) 0x80}, 0, 1)).isEqualTo(DatagramKind.OTHER);
        assertThat(DatagramKind.of(new byte[] {1, 22}, 1, 1)).isEqualTo(DatagramKind.DTLS);
    }
}
