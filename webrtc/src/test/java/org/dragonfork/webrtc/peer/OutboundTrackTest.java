package org.dragonfork.webrtc.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtcp.ReportBlock;
import org.dragonfork.webrtc.rtcp.RtcpPacket;
import org.dragonfork.webrtc.rtp.OneByteExtensions;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.sdp.NegotiatedTrack;
import org.junit.jupiter.api.Test;

class OutboundTrackTest {
    private static final int SSRC = 0x1234_5678;

    private final byte[] packet = new byte[100];

    @Test
    void headerCarriesWhatTheViewerNegotiated() {
        var track = new OutboundTrack(negotiated("0", OptionalInt.empty()), 90_000, 77);
        assertThat(track.writeHeader(packet, 3, 40_000, 900_000, true)).isEqualTo(12);
        assertThat(RtpHeader.version(packet, 3)).isEqualTo(2);
        assertThat(RtpHeader.marker(packet, 3)).isTrue();
        assertThat(RtpHeader.payloadType(packet, 3)).isEqualTo(108);
        assertThat(RtpHeader.sequenceNumber(packet, 3)).isEqualTo(77);
        assertThat(RtpHeader.timestamp(packet, 3)).isEqualTo(900_000);
        assertThat(RtpHeader.ssrc(packet, 3)).isEqualTo(SSRC);
    }

    @Test
    void sequenceNumbersKeepTheDistancesOfTheTrackOverItsWrap() {
        var track = new OutboundTrack(negotiated("0", OptionalInt.empty()), 90_000, 32_767);
        track.writeHeader(packet, 0, 65_535, 0, false);
        track.writeHeader(packet, 0, 2, 0, false);
        assertThat(RtpHeader.sequenceNumber(packet, 0)).isEqualTo(32_770);
    }

    @Test
    void midIsSaidUntilTheFirstReportOfTheViewer() {
        var track = new OutboundTrack(negotiated("vid", OptionalInt.of(9)), 90_000, 0);
        int header = track.writeHeader(packet, 0, 1, 0, false);
        assertThat(header).isEqualTo(20);
        int value = OneByteExtensions.find(packet, 0, packet.length, 9);
        assertThat(new String(packet, value, 3, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("vid");
        assertThat(RtpHeader.headerLength(packet, 0, packet.length)).isEqualTo(header);

        new ViewerFeedback()
                .take(List.of(new RtcpPacket.ReceiverReport(1, List.of(block(0, 0, 0)))), List.of(track), 0);
        assertThat(track.writeHeader(packet, 0, 2, 0, false)).isEqualTo(12);
    }

    @Test
    void midThatDoesNotFitTheOneByteFormIsLeftOut() {
        assertThat(new OutboundTrack(negotiated("0123456789abcdefg", OptionalInt.of(9)), 90_000, 0)
                        .writeHeader(packet, 0, 1, 0, false))
                .isEqualTo(12);
        assertThat(new OutboundTrack(negotiated("0", OptionalInt.of(15)), 90_000, 0)
                        .writeHeader(packet, 0, 1, 0, false))
                .isEqualTo(12);
    }

    @Test
    void firstSequenceNumberStaysBelowTheAmbiguousHalf() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutboundTrack(negotiated("0", OptionalInt.empty()), 90_000, 32_768));
    }

    @Test
    void roundTripComesFromTheReportThatIsAnswered() {
        var track = new OutboundTrack(negotiated("0", OptionalInt.empty()), 90_000, 0);
        var feedback = new ViewerFeedback();
        feedback.reportSent(0x1111_2222, 1_000_000_000L);
        feedback.reportSent(0x3333_4444, 2_000_000_000L);
        // The viewer held the first report for half a second; 30 ms went by on the way.
        var report = new RtcpPacket.ReceiverReport(1, List.of(block(0x1111_2222, 32_768, 64)));
        feedback.take(List.of(report), List.of(track), 1_530_000_000L);

        assertThat(feedback.roundTripNanos()).isEqualTo(30_000_000L);
        assertThat(feedback.lossFraction()).isEqualTo(0.25);
        assertThat(feedback.jitterSeconds()).isEqualTo(0.01);
        assertThat(feedback.reports()).isEqualTo(1);
    }

    @Test
    void reportsAboutOthersAndUnknownReportsChangeNothing() {
        var track = new OutboundTrack(negotiated("0", OptionalInt.empty()), 90_000, 0);
        var feedback = new ViewerFeedback();
        var foreign = new ReportBlock(99, 255, 1, 1, 1, 5, 5);
        feedback.take(List.of(new RtcpPacket.ReceiverReport(1, List.of(foreign))), List.of(track), 5);
        feedback.take(List.of(new RtcpPacket.ReceiverReport(1, List.of(block(0x7777_7777, 0, 0)))), List.of(track), 5);

        assertThat(feedback.roundTripNanos()).isNegative();
        assertThat(feedback.reports()).isEqualTo(1);
    }

    @Test
    void negativeAcknowledgementsAndLostPicturesAreCounted() {
        var feedback = new ViewerFeedback();
        feedback.take(
                List.of(
                        new RtcpPacket.Nack(1, SSRC, List.of(4, 5, 6)),
                        new RtcpPacket.PictureLossIndication(1, SSRC),
                        new RtcpPacket.FullIntraRequest(1, List.of(new RtcpPacket.FullIntraRequest.Entry(SSRC, 1)))),
                List.of(),
                0);
        assertThat(feedback.nacks()).isEqualTo(1);
        assertThat(feedback.nackedPackets()).isEqualTo(3);
        assertThat(feedback.pictureLosses()).isEqualTo(1);
        assertThat(feedback.fullIntraRequests()).isEqualTo(1);
    }

    private static ReportBlock block(int lastSenderReport, int delay, int fractionLost) {
        return new ReportBlock(SSRC, fractionLost, 0, 0, 900, lastSenderReport, delay);
    }

    private static NegotiatedTrack negotiated(String mid, OptionalInt extension) {
        return new NegotiatedTrack(MediaKind.VIDEO, mid, 108, SSRC, extension, false, true, true, true);
    }
}
