package org.dragonfork.webrtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Nack;
import org.dragonfork.webrtc.rtcp.RtcpPacket.ReceiverReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtcpReaderTest {
    /** Header and SSRC in clear, then 24 bytes of block and the trailer of the profile. */
    @ParameterizedTest
    @CsvSource({
        "81c90007, 32, 14, false, true", // one report, AES-CM
        "81c90007, 32, 20, false, true", // one report, AES-GCM
        "80c90001, 8, 20, false, true", // nothing received yet
        "81c90007, 32, 26, false, false", // picture loss behind it, AES-CM
        "81c90007, 32, 32, false, false", // picture loss behind it, AES-GCM
        "81c90007, 32, 48, true, true", // names behind it, of one that sends what is urgent alone
        "80c90001, 8, 48, true, false", // packets that are missing behind an empty one
        "81ce0002, 12, 20, true, false", // picture loss alone
        "81cd0003, 16, 20, true, false", // packets that are missing
        "80c80006, 28, 20, true, false", // a sender's report
        "c1c90007, 32, 20, true, false", // version 3
    })
    void reportThatSaysNothingElseIsToldWhileEncrypted(
            String header, int packet, int behind, boolean withCompany, boolean report) {
        byte[] datagram = new byte[packet + behind + 5];
        System.arraycopy(HexFormat.of().parseHex(header), 0, datagram, 0, 4);

        assertThat(RtcpReader.isReport(datagram, packet + behind, withCompany)).isEqualTo(report);
        assertThat(RtcpReader.isReport(datagram, 7, withCompany)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing at all
                "80c900", // header cut off
                "40c9000100000001", // version 1
                "80c9000200000001", // longer than the datagram
                "80c90000", // no room for the sender
                "81c9000100000001", // block announced, none there
                "80c8000100000001", // no sender information
                "80c900010000000181", // rest behind the last packet
                "81cb0000", // source announced, none there
                "81ca000100000005", // chunk without end
                "81ca00020000000501096100", // item longer than the packet
                "81ca0002000000050101ff00", // CNAME that is no UTF-8
                "81cd00020000000100000002", // NACK without entry
                "84ce00020000000100000000", // FIR without entry
                "81ce000100000001", // feedback without media source
                "a0c9000100000000", // padding of nothing
                "a0c9000100000001", // padding that is no whole word
                "a0c9000100000008", // padding over the header
                "a0c900020000000100000004" + "80cb0000", // padding before the last packet
            })
    void refusesMalformedDatagrams(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> RtcpReader.read(bytes, 0, bytes.length))
                .isInstanceOf(RtcpFormatException.class)
                .hasMessageMatching(".+");
    }

    @Test
    void exceptionCarriesNoStackTrace() {
        assertThatThrownBy(() -> RtcpReader.read(new byte[4], 0, 5))
                .isInstanceOf(RtcpFormatException.class)
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void limitsThePacketsOfADatagram() {
        byte[] goodbyes = HexFormat.of().parseHex("80cb0000".repeat(RtcpReader.MAX_PACKETS + 1));
        assertThat(RtcpReader.read(goodbyes, 0, goodbyes.length - 4)).hasSize(RtcpReader.MAX_PACKETS);
        assertThatThrownBy(() -> RtcpReader.read(goodbyes, 0, goodbyes.length)).isInstanceOf(RtcpFormatException.class);
    }

    @Test
    void keepsTheFirstOfTooManyLostPackets() {
        String entries = "0000ffff".repeat(100);
        byte[] bytes = HexFormat.of().parseHex("81cd0066" + "00000001" + "00000002" + entries);
        Nack nack = (Nack) RtcpReader.read(bytes, 0, bytes.length).getFirst();
        assertThat(nack.sequenceNumbers()).hasSize(Nack.MAX_SEQUENCE_NUMBERS).startsWith(0, 1, 2);
    }

    @Test
    void throwsNothingElseOnRandomBytes() {
        RandomGenerator random = RandomRtcp.random(1);
        int read = 0;
        for (int i = 0; i < 150_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length >= 4 && random.nextInt(10) > 0) {
                bytes[0] = (byte) (0x80 | random.nextInt(64));
                bytes[1] = (byte) (198 + random.nextInt(12));
                bytes[2] = 0;
                bytes[3] = (byte) (random.nextBoolean() ? bytes.length / 4 - 1 : random.nextInt(20));
            }
            read += readOrRefuse(bytes, bytes.length) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(1000);
    }

    @Test
    void throwsNothingElseOnMutatedPackets() {
        RandomGenerator random = RandomRtcp.random(2);
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[2000];
            int length = RtcpWriter.write(RandomRtcp.packet(random), bytes, 0);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(Math.min(length, 40))] = (byte) random.nextInt(256);
            }
            read += readOrRefuse(bytes, random.nextInt(4) == 0 ? random.nextInt(length) : length) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(1000);
    }

    @Test
    void listsAreNotTheCallersToChange() {
        List<RtcpPacket> packets = RtcpReader.read(HexFormat.of().parseHex("80c9000100000001"), 0, 8);
        assertThatThrownBy(() -> packets.add(new ReceiverReport(1, List.of())))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static boolean readOrRefuse(byte[] bytes, int length) {
        try {
            return !RtcpReader.read(bytes, 0, length).isEmpty();
        } catch (RtcpFormatException e) {
            return false;
        }
    }
}
