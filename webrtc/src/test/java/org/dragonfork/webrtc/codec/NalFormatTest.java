package org.dragonfork.webrtc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which NAL unit is what, and which id a parameter set has. */
class NalFormatTest {
    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static int id(NalFormat format, byte[] unit) {
        return format.parameterSetId(unit, 0, unit.length);
    }

    @ParameterizedTest
    @CsvSource({
        "67 640015 80, 0", // SPS, id is one bit
        "67 640015 40, 1", // 010
        "67 640015 60, 2", // 011
        "67 640015 0400, 31", // 00000 100000
        "67 640015 0420, -1", // 00000 100001: 32 is none
        "67 000003 00 80, 0", // 00 00 03 00: the 03 only keeps start codes away
        "67 000003 03 80, 0", // and so here; the second 03 counts
        "67 640015, -1", // cut before the id
        "68 80, 0", // PPS
        "68 28, 4", // 00101
        "68 0080 00, 255", // 00000000 100000000
        "68 0000 00, -1", // no end
        "68, -1",
        "E8 80, -1", // forbidden bit
        "65 80, -1", // a slice
        "'', -1",
    })
    void readsIdsOfH264(String hex, int id) {
        assertThat(id(NalFormat.H264, bytes(hex))).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "4001 0C, 0", // VPS, first four bits
        "4001 F0, 15",
        "4001, -1",
        "4401 80, 0", // PPS
        "4401 60, 2",
        "4401 0202, 63", // 0000001 000000
        "4401 0208, -1", // 0000001 000001: 64 is none
        "4409 80, -1", // layer 1
        "4501 80, -1", // layer 32
        "4400 80, -1", // temporal id plus 1 is never 0
        "4201 01, -1", // SPS, cut
        "2601 80, -1", // a slice
    })
    void readsIdsOfH265(String hex, int id) {
        assertThat(id(NalFormat.H265, bytes(hex))).isEqualTo(id);
    }

    @Test
    void readsTheIdsThatX265Wrote() {
        byte[] sps = Base64.getDecoder().decode("QgEBAiAAAAMAkAAAAwAAAwA/oAUCAWk2WVmkkyvAWgIAAAMAAgAAAwAyEA==");
        byte[] vps = Base64.getDecoder().decode("QAEMAf//AiAAAAMAkAAAAwAAAwA/lZgJ");

        assertThat(id(NalFormat.H265, sps)).isZero();
        assertThat(id(NalFormat.H265, vps)).isZero();
    }

    /** H.265 section 7.3.3: with three temporal layers, flags and a level of each stand before the id. */
    @Test
    void stepsOverTheLevelsOfTemporalLayers() {
        String general = "01600000 90000000 0000 78".replace(" ", "") + "00";
        // Two layers below the highest, of which both state a level: 01 01, and six empty pairs.
        String unit = "4201" + "04" + general.substring(0, 24) + "5000" + "5A" + "5D" + "60";

        assertThat(id(NalFormat.H265, bytes(unit))).isEqualTo(2);
    }

    @Test
    void knowsWhichCodecsAreMadeOfNalUnits() {
        assertThat(NalFormat.of(new H264())).contains(NalFormat.H264);
        assertThat(NalFormat.of(new H265())).contains(NalFormat.H265);
        assertThat(List.of(new Vp8(), new Vp9(), new Av1(), new Opus(), new Pcmu(), new Pcma(), new G722()))
                .allMatch(codec -> NalFormat.of(codec).isEmpty());
    }

    @Test
    void readsAnyBytesWithoutThrowing() {
        var random = new Random(20_261_125);
        for (int round = 0; round < 200_000; round++) {
            byte[] packet = new byte[1 + random.nextInt(40)];
            random.nextBytes(packet);
            NalFormat format = random.nextBoolean() ? NalFormat.H264 : NalFormat.H265;
            packet[0] = (byte) (random.nextBoolean() ? packet[0] : format == NalFormat.H264 ? 0x67 : 0x42);
            int offset = random.nextInt(packet.length);
            assertThatCode(() -> {
                        format.type(packet, offset);
                        format.fragmentedType(packet, offset, packet.length - offset);
                        format.parameterSetId(packet, offset, packet.length - offset);
                    })
                    .doesNotThrowAnyException();
        }
    }
}
