package org.dragonfork.webrtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Bye;
import org.dragonfork.webrtc.rtcp.RtcpPacket.FullIntraRequest;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Nack;
import org.dragonfork.webrtc.rtcp.RtcpPacket.ReceiverReport;
import org.dragonfork.webrtc.rtcp.RtcpPacket.SenderReport;
import org.dragonfork.webrtc.rtcp.RtcpPacket.SourceDescription;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Unknown;
import org.junit.jupiter.api.Test;

class RtcpWriterTest {
    @Test
    void whatWasWrittenIsReadBack() {
        RandomGenerator random = RandomRtcp.random(3);
        byte[] target = new byte[20_000];
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(target);
            List<RtcpPacket> packets = new ArrayList<>();
            for (int count = random.nextInt(4); count >= 0; count--) {
                packets.add(RandomRtcp.packet(random));
            }
            int offset = random.nextInt(10);
            int length = RtcpWriter.write(packets, target, offset);
            assertThat(length % 4).isZero();
            assertThat(RtcpReader.read(target, offset, length)).isEqualTo(packets);
        }
    }

    @Test
    void writesNothingThatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RtcpWriter.write(new Unknown(207, 0), new byte[100], 0))
                .withMessageContaining("207");
    }

    @Test
    void tellsWhenTheArrayIsTooSmall() {
        for (int room = 0; room < 16; room++) {
            byte[] target = new byte[room];
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> RtcpWriter.write(new SourceDescription(1, "cname"), target, 0));
        }
    }

    @Test
    void recordsRefuseWhatTheFieldsCannotHold() {
        ReportBlock block = new ReportBlock(1, 0, 0, 0, 0, 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> new ReportBlock(1, 256, 0, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReportBlock(1, 0, 1 << 23, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReportBlock(1, 0, 0, -1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReportBlock(1, 0, 0, 0, 1L << 32, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReceiverReport(1, java.util.Collections.nCopies(32, block)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SenderReport(1, 0, 0, 1L << 32, 0, List.of()))
                .withMessage("packet count is 4294967296, not 0..4294967295");
        assertThatIllegalArgumentException().isThrownBy(() -> new SourceDescription(1, "ü".repeat(128)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bye(java.util.Collections.nCopies(32, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Nack(1, 2, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Nack(1, 2, List.of(65_536)));
        assertThatIllegalArgumentException().isThrownBy(() -> new FullIntraRequest(1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new FullIntraRequest.Entry(1, 256));
    }
}
