package org.dragonfork.webrtc.rtcp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Bye;
import org.dragonfork.webrtc.rtcp.RtcpPacket.FullIntraRequest;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Nack;
import org.dragonfork.webrtc.rtcp.RtcpPacket.PictureLossIndication;
import org.dragonfork.webrtc.rtcp.RtcpPacket.ReceiverReport;
import org.dragonfork.webrtc.rtcp.RtcpPacket.SenderReport;
import org.dragonfork.webrtc.rtcp.RtcpPacket.SourceDescription;
import org.dragonfork.webrtc.rtcp.RtcpPacket.Unknown;
import org.dragonfork.webrtc.rtp.BigEndian;

/**
 * Writes RTCP packets into a caller's array, one behind the other where a compound is wanted; the order of a compound (a
 * report first, with a source description: RFC 3550 section 6.1) is the caller's.
 */
public final class RtcpWriter {
    private RtcpWriter() {}

    /**
     * Writes packets as one compound at {@code offset} and returns its length.
     *
     * @throws IndexOutOfBoundsException when the array ends before; what was written until then stays
     * @throws IllegalArgumentException for {@link Unknown}, whose content nobody knows
     */
    public static int write(List<? extends RtcpPacket> packets, byte[] target, int offset) {
        int length = 0;
        for (RtcpPacket packet : packets) {
            length += write(packet, target, offset + length);
        }
        return length;
    }

    /** Writes one packet at {@code offset} and returns its length; throws as the other {@code write}. */
    public static int write(RtcpPacket packet, byte[] target, int offset) {
        return switch (packet) {
            case SenderReport report -> senderReport(report, target, offset);
            case ReceiverReport report -> receiverReport(report, target, offset);
            case SourceDescription description -> sourceDescription(description, target, offset);
            case Bye bye -> bye(bye, target, offset);
            case Nack nack -> nack(nack, target, offset);
            case PictureLossIndication loss -> pictureLoss(loss, target, offset);
            case FullIntraRequest request -> fullIntra(request, target, offset);
            case Unknown unknown -> throw new IllegalArgumentException(unknown + " has no content to write");
        };
    }

    private static int senderReport(SenderReport report, byte[] target, int offset) {
        BigEndian.put32(target, offset + 4, report.ssrc());
        BigEndian.put64(target, offset + 8, report.ntpTime());
        BigEndian.put32(target, offset + 16, report.rtpTimestamp());
        BigEndian.put32(target, offset + 20, (int) report.packetCount());
        BigEndian.put32(target, offset + 24, (int) report.octetCount());
        int end = reportBlocks(report.blocks(), target, offset + RtcpTypes.REPORT_HEADER + RtcpTypes.SENDER_INFO);
        return header(
                target, offset, end, RtcpTypes.SENDER_REPORT, report.blocks().size());
    }

    private static int receiverReport(ReceiverReport report, byte[] target, int offset) {
        BigEndian.put32(target, offset + 4, report.ssrc());
        int end = reportBlocks(report.blocks(), target, offset + RtcpTypes.REPORT_HEADER);
        return header(
                target, offset, end, RtcpTypes.RECEIVER_REPORT, report.blocks().size());
    }

    private static int reportBlocks(List<ReportBlock> blocks, byte[] target, int start) {
        int at = start;
        for (ReportBlock block : blocks) {
            BigEndian.put32(target, at, block.ssrc());
            target[at + 4] = (byte) block.fractionLost();
            BigEndian.put24(target, at + 5, block.cumulativeLost());
            BigEndian.put32(target, at + 8, (int) block.extendedHighestSequence());
            BigEndian.put32(target, at + 12, (int) block.jitter());
            BigEndian.put32(target, at + 16, block.lastSenderReport());
            BigEndian.put32(target, at + 20, block.delaySinceLastSenderReport());
            at += RtcpTypes.REPORT_BLOCK;
        }
        return at;
    }

    private static int sourceDescription(SourceDescription description, byte[] target, int offset) {
        byte[] cname = description.cname().getBytes(StandardCharsets.UTF_8);
        BigEndian.put32(target, offset + 4, description.ssrc());
        target[offset + 8] = RtcpTypes.CNAME;
        target[offset + 9] = (byte) cname.length;
        System.arraycopy(cname, 0, target, offset + 10, cname.length);
        int end = offset + 10 + cname.length;
        // At least one zero ends the items, then zeros to a whole word (RFC 3550 section 6.5).
        do {
            target[end++] = 0;
        } while ((end - offset) % 4 != 0);
        return header(target, offset, end, RtcpTypes.SOURCE_DESCRIPTION, 1);
    }

    private static int bye(Bye bye, byte[] target, int offset) {
        int end = offset + RtcpTypes.HEADER;
        for (int ssrc : bye.ssrcs()) {
            BigEndian.put32(target, end, ssrc);
            end += 4;
        }
        return header(target, offset, end, RtcpTypes.BYE, bye.ssrcs().size());
    }

    private static int nack(Nack nack, byte[] target, int offset) {
        int at = feedbackHeader(target, offset, nack.sender(), nack.media());
        List<Integer> lost = nack.sequenceNumbers();
        int i = 0;
        while (i < lost.size()) {
            int first = lost.get(i++);
            int following = 0;
            int reach = 0;
            // Only what rises within the 16 behind the first goes into its mask, so that the order is kept.
            while (i < lost.size()) {
                int distance = (lost.get(i) - first) & 0xFFFF;
                if (distance <= reach || distance >= RtcpTypes.NACK_SPAN) {
                    break;
                }
                following |= 1 << (distance - 1);
                reach = distance;
                i++;
            }
            BigEndian.put16(target, at, first);
            BigEndian.put16(target, at + 2, following);
            at += RtcpTypes.NACK_ENTRY;
        }
        return header(target, offset, at, RtcpTypes.TRANSPORT_FEEDBACK, RtcpTypes.NACK);
    }

    private static int pictureLoss(PictureLossIndication loss, byte[] target, int offset) {
        int end = feedbackHeader(target, offset, loss.sender(), loss.media());
        return header(target, offset, end, RtcpTypes.PAYLOAD_FEEDBACK, RtcpTypes.PICTURE_LOSS);
    }

    private static int fullIntra(FullIntraRequest request, byte[] target, int offset) {
        // The media source of the header is not used and zero (RFC 5104 section 4.3.1.2).
        int at = feedbackHeader(target, offset, request.sender(), 0);
        for (FullIntraRequest.Entry entry : request.entries()) {
            BigEndian.put32(target, at, entry.ssrc());
            BigEndian.put32(target, at + 4, entry.sequence() << 24);
            at += RtcpTypes.FULL_INTRA_ENTRY;
        }
        return header(target, offset, at, RtcpTypes.PAYLOAD_FEEDBACK, RtcpTypes.FULL_INTRA);
    }

    private static int feedbackHeader(byte[] target, int offset, int sender, int media) {
        BigEndian.put32(target, offset + 4, sender);
        BigEndian.put32(target, offset + 8, media);
        return offset + RtcpTypes.FEEDBACK_HEADER;
    }

    /** Written last, when the length is known; returns the length. */
    private static int header(byte[] target, int offset, int end, int type, int countOrFormat) {
        target[offset] = (byte) (0x80 | countOrFormat);
        target[offset + 1] = (byte) type;
        BigEndian.put16(target, offset + 2, (end - offset) / 4 - 1);
        return end - offset;
    }
}
