package org.dragonfork.egress.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.dragonfork.webrtc.codec.NalFormat;
import org.junit.jupiter.api.Test;

class ParameterSetsTest {
    private static final String SPS = "67 640015 80 11";
    private static final String OTHER_SPS = "67 640016 80 22";
    private static final String SPS_1 = "67 640015 40 33";
    private static final String PPS = "68 80 44";
    private static final String PPS_4 = "48 28 55";
    private static final String IDR = "65 88 84";
    private static final String DELTA = "41 9A 00";

    private final ParameterSets h264 = new ParameterSets(NalFormat.H264);
    private final ParameterSets h265 = new ParameterSets(NalFormat.H265);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static boolean missing(ParameterSets sets, String payload, int timestamp) {
        byte[] packet = bytes("FFFFFF" + payload);
        return sets.areMissing(packet, 3, packet.length - 3, timestamp);
    }

    private static String written(ParameterSets sets, int timestamp) {
        byte[] target = new byte[2_000];
        int length = sets.write(target, 12, timestamp);
        return HexFormat.of().withUpperCase().formatHex(target, 12, 12 + length);
    }

    private static List<byte[]> units(String... hex) {
        return Arrays.stream(hex).map(ParameterSetsTest::bytes).toList();
    }

    /** RFC 6184 section 5.7.1: type 24 with the highest NRI, then each unit behind its size. */
    @Test
    void writesAStapAOfWhatTheDescriptionStates() {
        h264.describe(units(PPS, SPS));

        assertThat(missing(h264, DELTA, 1)).isFalse();
        assertThat(missing(h264, IDR, 2)).isTrue();
        assertThat(written(h264, 2)).isEqualTo("78" + "0006" + "676400158011" + "0003" + "688044");
    }

    /** RFC 7798 section 4.4.2: type 48 in a header of two bytes. */
    @Test
    void writesAnAggregationPacketOfH265() {
        String sps = "4201 01 016000009000000000007800 A0";
        h265.describe(units(sps, "4401 80", "4001 0C"));

        assertThat(missing(h265, "2A01 AF", 2)).isTrue();
        assertThat(written(h265, 2))
                .isEqualTo("6001" + "0003" + "40010C" + "0010" + sps.replace(" ", "") + "0003" + "440180");
        assertThat(missing(h265, "6201 93 AF", 3)).as("fragment, start of IDR").isTrue();
        assertThat(missing(h265, "6201 13 AF", 4)).as("fragment, middle").isFalse();
        assertThat(missing(h265, "0201 D0", 5)).isFalse();
    }

    @Test
    void asksOncePerPictureAndNotWhereTheSpsCame() {
        h264.describe(units(SPS, PPS));

        assertThat(missing(h264, "7C 85 88", 1)).as("FU-A, start").isTrue();
        written(h264, 1);
        assertThat(missing(h264, IDR, 1)).as("second slice").isFalse();
        assertThat(missing(h264, "7C 05 88", 2)).as("FU-A, middle").isFalse();
        missing(h264, SPS, 3);
        assertThat(missing(h264, IDR, 3)).isFalse();
        assertThat(missing(h264, "78 0006" + SPS + "0003" + PPS + "0003" + IDR, 4))
                .isFalse();
        assertThat(missing(h264, "78 0003 06 05 00 0003" + IDR, 5))
                .as("with SEI only")
                .isTrue();
        assertThat(missing(h264, IDR, 6)).isTrue();
    }

    @Test
    void asksForNothingUntilItHasOneOfEachType() {
        assertThat(missing(h264, IDR, 1)).isFalse();
        missing(h264, SPS, 2);
        assertThat(missing(h264, IDR, 3)).isFalse();
        missing(h264, PPS, 4);
        assertThat(missing(h264, IDR, 5)).isTrue();
    }

    @Test
    void takesWhatComesInTheStreamInPlaceOfTheSameId() {
        h264.describe(units(SPS, PPS));
        missing(h264, "78 0006" + OTHER_SPS + "0006" + SPS_1 + "0003" + PPS_4, 1);

        assertThat(written(h264, 2))
                .isEqualTo("78" + "0006676400168022" + "0006676400154033" + "0003688044" + "0003482855");
    }

    @Test
    void beginsAnewWithTheNextDescriptionUnlessItStatesNone() {
        h264.describe(units(SPS, PPS));
        h264.describe(List.of());
        assertThat(missing(h264, IDR, 1)).isTrue();

        h264.describe(units(OTHER_SPS, PPS_4));
        assertThat(written(h264, 1)).isEqualTo("78" + "0006676400168022" + "0003482855");
    }

    @Test
    void givesUpWhatIsReplacedByAFragmentedSet() {
        h264.describe(units(SPS, PPS));

        missing(h264, "7C 87 64 00 15", 1);
        assertThat(missing(h264, IDR, 1)).isFalse();
        assertThat(missing(h264, IDR, 2)).isFalse();
    }

    @Test
    void staysWithinOnePacketAndKeepsTheNewest() {
        byte[] huge = Arrays.copyOf(bytes(SPS), ParameterSets.MOST_BYTES - 2);
        h264.describe(List.of(huge, bytes(PPS)));
        assertThat(missing(h264, IDR, 1)).isFalse();

        for (int id = 0; id < 256; id++) {
            byte[] pps = new byte[100];
            pps[0] = 0x68;
            int code = id + 1;
            int zeros = 31 - Integer.numberOfLeadingZeros(code);
            int bits = code << (24 - 2 * zeros - 1);
            pps[1] = (byte) (bits >> 16);
            pps[2] = (byte) (bits >> 8);
            pps[3] = (byte) bits;
            h264.areMissing(pps, 0, pps.length, 1);
        }
        missing(h264, SPS, 1);

        assertThat(missing(h264, IDR, 2)).isTrue();
        assertThat(written(h264, 2).length() / 2).isBetween(1_000, ParameterSets.MOST_BYTES);
    }

    @Test
    void takesAnythingWithoutThrowingAndNeverWritesTooMuch() {
        var random = new Random(20_261_125);
        byte[] target = new byte[PacketRing.SLOT_SIZE];
        for (int round = 0; round < 200_000; round++) {
            ParameterSets sets = random.nextBoolean() ? h264 : h265;
            byte[] packet = new byte[1 + random.nextInt(round % 100 == 0 ? 1_300 : 30)];
            random.nextBytes(packet);
            if (random.nextBoolean()) {
                int type = sets == h264 ? 7 + random.nextInt(2) : (32 + random.nextInt(3)) << 1;
                packet[0] = (byte) (random.nextInt(4) > 0 ? type : sets == h264 ? 24 : 48 << 1);
            }
            int offset = random.nextInt(4) > 0 ? 0 : random.nextInt(packet.length);
            int timestamp = random.nextInt(3);
            assertThatCode(() -> {
                        if (sets.areMissing(packet, offset, packet.length - offset, timestamp)) {
                            assertThat(sets.write(target, 12, timestamp)).isLessThanOrEqualTo(ParameterSets.MOST_BYTES);
                            assertThat(sets.areMissing(packet, offset, packet.length - offset, timestamp))
                                    .isFalse();
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }
}
