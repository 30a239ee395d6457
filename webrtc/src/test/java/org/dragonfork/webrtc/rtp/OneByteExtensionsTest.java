package org.dragonfork.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OneByteExtensionsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String HEADER = "906000010000000200000003";

    @Test
    void writesTheBlockOfSection42() {
        // The figure of RFC 8285 section 4.2: three elements, of 1, 2 and 4 bytes, and padding at the end.
        byte[] target = new byte[20];
        int position = OneByteExtensions.begin(target, 1);
        position = OneByteExtensions.append(target, position, 1, HEX.parseHex("aa"));
        position = OneByteExtensions.append(target, position, 2, HEX.parseHex("bbbb"));
        position = OneByteExtensions.append(target, position, 3, HEX.parseHex("cccccccc"));
        int length = OneByteExtensions.finish(target, 1, position);
        assertThat(HEX.formatHex(target, 1, 1 + length)).isEqualTo("bede0003" + "10aa21bb" + "bb33cccc" + "cccc0000");
    }

    @Test
    void findsTheValueBehindSourcesAndPadding() {
        byte[] packet = HEX.parseHex(
                "91600001000000020000000300000009" + "bede0003" + "10aa0000" + "21bbbb00" + "32617564" + "ffff");
        assertThat(value(packet, 1)).isEqualTo("aa");
        assertThat(value(packet, 2)).isEqualTo("bbbb");
        assertThat(new String(HEX.parseHex(value(packet, 3)), StandardCharsets.UTF_8))
                .isEqualTo("aud");
        assertThat(value(packet, 4)).isEqualTo("absent");
    }

    @Test
    void findsWhatWasWritten() {
        for (int length = 1; length <= OneByteExtensions.MAX_VALUE_LENGTH; length++) {
            byte[] packet = Arrays.copyOf(HEX.parseHex(HEADER), 60);
            byte[] written = new byte[length];
            Arrays.fill(written, (byte) length);
            int position = OneByteExtensions.begin(packet, 12);
            position = OneByteExtensions.append(packet, position, 14, written);
            position = OneByteExtensions.append(packet, position, 5, new byte[] {7});
            OneByteExtensions.finish(packet, 12, position);
            assertThat(value(packet, 14)).isEqualTo(HEX.formatHex(written));
            assertThat(value(packet, 5)).isEqualTo("07");
        }
    }

    @Test
    void stopsAtReservedIdsAndAtValuesThatDoNotFit() {
        assertThat(value(HEX.parseHex(HEADER + "bede0002" + "f0aa20bb" + "00000000"), 2))
                .isEqualTo("absent");
        assertThat(value(HEX.parseHex(HEADER + "bede0002" + "01aaaa20" + "bb000000"), 2))
                .isEqualTo("absent");
        assertThat(value(HEX.parseHex(HEADER + "bede0001" + "2fbbbbbb"), 2)).isEqualTo("absent");
        assertThat(value(HEX.parseHex(HEADER + "10000001" + "20bb0000"), 2)).isEqualTo("absent");
        assertThat(value(HEX.parseHex(HEADER + "bede0000"), 2)).isEqualTo("absent");
        assertThat(value(HEX.parseHex("806000010000000200000003" + "bede000120bb0000"), 2))
                .isEqualTo("absent");
        assertThat(value(HEX.parseHex(HEADER + "bede0009" + "20bb0000"), 2)).isEqualTo("absent");
    }

    @Test
    void refusesWhatTheOneByteFormCannotTell() {
        byte[] target = new byte[40];
        assertThatIllegalArgumentException().isThrownBy(() -> OneByteExtensions.append(target, 4, 0, new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> OneByteExtensions.append(target, 4, 15, new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> OneByteExtensions.append(target, 4, 1, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> OneByteExtensions.append(target, 4, 1, new byte[17]));
    }

    private static String value(byte[] packet, int id) {
        int at = OneByteExtensions.find(packet, 0, packet.length, id);
        return at == OneByteExtensions.ABSENT
                ? "absent"
                : HEX.formatHex(packet, at, at + OneByteExtensions.valueLength(packet, at));
    }
}
