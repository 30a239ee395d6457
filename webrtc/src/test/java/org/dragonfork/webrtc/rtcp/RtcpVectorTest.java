package org.dragonfork.webrtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Bye;
import org.dragonfork.webrtc.rtcp.RtcpPacket.FullIntraRequest;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Nack;
import org.dragonfork.webrtc.rtcp.RtcpPacket.PictureLossIndication;
import org.dragonfork.webrtc.rtcp.RtcpPacket.ReceiverReport;
import org.dragonfork.webrtc.rtcp.RtcpPacket.SenderReport;
import org.dragonfork.webrtc.rtcp.RtcpPacket.SourceDescription;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Unknown;
import org.junit.jupiter.api.Test;

/** Packets laid out by hand after the figures of RFC 3550, RFC 4585 and RFC 5104. */
class RtcpVectorTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String BLOCK = "0000000a" + "40fffffe" + "0001ffff" + "00000007" + "b7052000" + "00054000";
    private static final ReportBlock BLOCK_VALUE = new ReportBlock(10, 64, -2, 0x1ffff, 7, 0xb7052000, 0x54000);

    @Test
    void senderReport() {
        both(
                "81c8000c" + "cafebabe" + "b44db70520000000" + "8041f8d3" + "fffffffe" + "ffffffff" + BLOCK,
                new SenderReport(
                        0xcafebabe, 0xb44db705_20000000L, 0x8041f8d3, 0xfffffffeL, 0xffffffffL, List.of(BLOCK_VALUE)));
    }

    @Test
    void receiverReports() {
        both("80c90001" + "00000001", new ReceiverReport(1, List.of()));
        both(
                "82c9000d" + "00000001" + BLOCK + "0000000b" + "ff7fffff" + "ffffffff" + "ffffffff"
                        + "00000000".repeat(2),
                new ReceiverReport(
                        1, List.of(BLOCK_VALUE, new ReportBlock(11, 255, 0x7fffff, 0xffffffffL, 0xffffffffL, 0, 0))));
    }

    @Test
    void skipsTheExtensionOfAProfile() {
        assertThat(read("80c90002" + "00000001" + "deadbeef")).containsExactly(new ReceiverReport(1, List.of()));
    }

    @Test
    void sourceDescriptions() {
        both("81ca0003" + "00000005" + "0104" + "61406263" + "0000", new SourceDescription(5, "a@bc"));
        both("81ca0003" + "00000005" + "0105" + "6140626364" + "00", new SourceDescription(5, "a@bcd"));
        both("81ca0002" + "00000005" + "0100" + "0000", new SourceDescription(5, ""));
        both("81ca0003" + "00000005" + "0102" + "c3bc" + "00000000", new SourceDescription(5, "ü"));
    }

    @Test
    void readsTheCnameOfEveryChunkAndSkipsOtherItems() {
        assertThat(read("82ca0006" + "00000005" + "0203787878" + "010161" + "00000000" + "00000006" + "01016200"))
                .containsExactly(new SourceDescription(5, "a"), new SourceDescription(6, "b"));
        assertThat(read("81ca0002" + "00000005" + "02017800")).containsExactly(new Unknown(202, 1));
        assertThat(read("81ca0003" + "00000005" + "010161" + "010162" + "0000"))
                .containsExactly(new SourceDescription(5, "a"));
        assertThat(read("80ca0000")).containsExactly(new Unknown(202, 0));
    }

    @Test
    void goodbye() {
        both("82cb0002" + "00000001" + "80000000", new Bye(List.of(1, 0x80000000)));
        both("80cb0000", new Bye(List.of()));
        assertThat(read("81cb0003" + "00000001" + "06" + "63616d657261" + "00")).containsExactly(new Bye(List.of(1)));
    }

    @Test
    void genericNack() {
        both("81cd0003" + "00000001" + "00000002" + "fffe8005", new Nack(1, 2, List.of(65_534, 65_535, 1, 14)));
        both(
                "81cd0004" + "00000001" + "00000002" + "00640000" + "0075ffff",
                new Nack(
                        1,
                        2,
                        List.of(
                                100, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132,
                                133)));
    }

    @Test
    void pictureLossIndication() {
        both("81ce0002" + "00000001" + "cafebabe", new PictureLossIndication(1, 0xcafebabe));
    }

    @Test
    void fullIntraRequest() {
        both(
                "84ce0006" + "00000001" + "00000000" + "cafebabe" + "ff000000" + "0000000a" + "00000000",
                new FullIntraRequest(
                        1, List.of(new FullIntraRequest.Entry(0xcafebabe, 255), new FullIntraRequest.Entry(10, 0))));
    }

    @Test
    void namesWhatItDoesNotRead() {
        assertThat(read("85cc0002" + "00000001" + "74657374")).containsExactly(new Unknown(204, 5));
        assertThat(read("80cf0001" + "00000001")).containsExactly(new Unknown(207, 0));
        assertThat(read("8fcd0003" + "00000001" + "00000002" + "00000000")).containsExactly(new Unknown(205, 15));
        assertThat(read("8fce0003" + "00000001" + "00000000" + "52454d42")).containsExactly(new Unknown(206, 15));
    }

    @Test
    void compoundOfReportAndDescriptionWithPaddingAtItsEnd() {
        assertThat(read("80c90001" + "00000001" + "a1ca0003" + "00000001" + "01016100" + "00000004"))
                .containsExactly(new ReceiverReport(1, List.of()), new SourceDescription(1, "a"));
    }

    @Test
    void writesACompoundBehindAnOffset() {
        byte[] target = new byte[100];
        List<RtcpPacket> compound = List.of(
                new SenderReport(1, 2, 3, 4, 5, List.of()), new SourceDescription(1, "cname"), new Bye(List.of(1)));
        int length = RtcpWriter.write(compound, target, 10);
        assertThat(length).isEqualTo(28 + 16 + 8);
        assertThat(RtcpReader.read(target, 10, length)).isEqualTo(compound);
    }

    private static void both(String hex, RtcpPacket packet) {
        assertThat(read(hex)).containsExactly(packet);
        byte[] target = new byte[200];
        int length = RtcpWriter.write(packet, target, 3);
        assertThat(HEX.formatHex(target, 3, 3 + length)).isEqualTo(hex);
    }

    private static List<RtcpPacket> read(String hex) {
        byte[] bytes = HEX.parseHex(hex);
        return RtcpReader.read(bytes, 0, bytes.length);
    }
}
