package org.dragonfork.webrtc.rtcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * Reads what one RTCP datagram holds, already decrypted: a compound packet (RFC 3550 section 6.1) or a reduced-size one
 * (RFC 5506). It does not insist on the order of a compound.
 */
public final class RtcpReader {
    /** Packets that one datagram may hold; browsers send fewer than ten. */
    public static final int MAX_PACKETS = 64;

    /**
     * What SRTCP puts behind the packets: its index, and an authentication tag of at most 16 bytes (RFC 3711 section 3.4,
     * RFC 7714 section 9). The shortest feedback is longer than what other profiles leave of it.
     */
    private static final int MOST_TRAILER = 20;

    private RtcpReader() {}

    /**
     * Whether a datagram begins with a receiver report and says nothing else, as far as that can be told while it is
     * encrypted: header and SSRC of the first packet are in clear (RFC 3711 section 3.4).
     *
     * @param withCompany whether there may be other packets behind a report that tells of something; behind an empty one
     *     stands what it was made for
     */
    public static boolean isReport(byte[] datagram, int length, boolean withCompany) {
        if (length < RtcpTypes.REPORT_HEADER
                || (datagram[0] & 0xC0) != 0x80
                || (datagram[1] & 0xFF) != RtcpTypes.RECEIVER_REPORT) {
            return false;
        }
        int end = 4 + 4 * BigEndian.uint16(datagram, 2);
        boolean empty = (datagram[0] & 0x1F) == 0;
        return (withCompany && !empty) || length - end <= MOST_TRAILER;
    }

    /**
     * The packets in their order, at least one. A source description of several sources is told as one record each.
     *
     * @throws RtcpFormatException when one of them is malformed; then nothing of the datagram is told
     */
    public static List<RtcpPacket> read(byte[] buffer, int offset, int length) {
        if ((offset | length) < 0 || length > buffer.length - offset) {
            throw new RtcpFormatException("datagram outside of its array");
        }
        List<RtcpPacket> packets = new ArrayList<>();
        int position = offset;
        int end = offset + length;
        int count = 0;
        do {
            if (++count > MAX_PACKETS) {
                throw new RtcpFormatException("more than " + MAX_PACKETS + " packets in a datagram");
            }
            position = readPacket(buffer, position, end, packets);
        } while (position < end);
        return List.copyOf(packets);
    }

    /** Reads one packet and returns the offset behind it. */
    private static int readPacket(byte[] buffer, int start, int end, List<RtcpPacket> packets) {
        require(end - start >= RtcpTypes.HEADER, "header cut off");
        int first = buffer[start] & 0xFF;
        require(first >> 6 == 2, "version is not 2");
        int next = start + 4 + 4 * BigEndian.uint16(buffer, start + 2);
        require(next <= end, "length exceeds the datagram");
        int contentEnd = next;
        if ((first & 0x20) != 0) {
            // RFC 3550 section 6.4.1: only the last packet may be padded; appendix A.2 for the rest.
            int padding = buffer[next - 1] & 0xFF;
            require(next == end, "padding before the last packet");
            require(padding != 0 && padding % 4 == 0 && padding <= next - start - 4, "impossible padding");
            contentEnd = next - padding;
        }
        readContent(buffer, start, contentEnd, packets);
        return next;
    }

    private static void readContent(byte[] buffer, int start, int end, List<RtcpPacket> packets) {
        int count = buffer[start] & 0x1F;
        int type = buffer[start + 1] & 0xFF;
        switch (type) {
            case RtcpTypes.SENDER_REPORT -> packets.add(senderReport(buffer, start, end, count));
            case RtcpTypes.RECEIVER_REPORT -> packets.add(receiverReport(buffer, start, end, count));
            case RtcpTypes.SOURCE_DESCRIPTION -> sourceDescriptions(buffer, start, end, count, packets);
            case RtcpTypes.BYE -> packets.add(bye(buffer, start, end, count));
            case RtcpTypes.TRANSPORT_FEEDBACK ->
                packets.add(count == RtcpTypes.NACK ? nack(buffer, start, end) : new Unknown(type, count));
            case RtcpTypes.PAYLOAD_FEEDBACK -> packets.add(payloadFeedback(buffer, start, end, count));
            default -> packets.add(new Unknown(type, count));
        }
    }

    private static SenderReport senderReport(byte[] buffer, int start, int end, int count) {
        int blocks = start + RtcpTypes.REPORT_HEADER + RtcpTypes.SENDER_INFO;
        require(end >= blocks, "sender report cut off");
        return new SenderReport(
                BigEndian.int32(buffer, start + 4),
                BigEndian.int64(buffer, start + 8),
                BigEndian.int32(buffer, start + 16),
                BigEndian.uint32(buffer, start + 20),
                BigEndian.uint32(buffer, start + 24),
                reportBlocks(buffer, blocks, end, count));
    }

    private static ReceiverReport receiverReport(byte[] buffer, int start, int end, int count) {
        int blocks = start + RtcpTypes.REPORT_HEADER;
        require(end >= blocks, "receiver report cut off");
        return new ReceiverReport(BigEndian.int32(buffer, start + 4), reportBlocks(buffer, blocks, end, count));
    }

    /** What stands behind the blocks is a profile's extension (RFC 3550 section 6.4.3) and left alone. */
    private static List<ReportBlock> reportBlocks(byte[] buffer, int start, int end, int count) {
        require(end - start >= count * RtcpTypes.REPORT_BLOCK, "report block cut off");
        List<ReportBlock> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = start + i * RtcpTypes.REPORT_BLOCK;
            blocks.add(new ReportBlock(
                    BigEndian.int32(buffer, at),
                    buffer[at + 4] & 0xFF,
                    BigEndian.uint24(buffer, at + 5) << 8 >> 8,
                    BigEndian.uint32(buffer, at + 8),
                    BigEndian.uint32(buffer, at + 12),
                    BigEndian.int32(buffer, at + 16),
                    BigEndian.int32(buffer, at + 20)));
        }
        return blocks;
    }

    /** A packet of which no source tells a CNAME is {@link Unknown}, so that no packet vanishes. */
    private static void sourceDescriptions(byte[] buffer, int start, int end, int count, List<RtcpPacket> packets) {
        int before = packets.size();
        int position = start + RtcpTypes.HEADER;
        for (int chunk = 0; chunk < count; chunk++) {
            require(end - position >= 5, "source description cut off");
            int ssrc = BigEndian.int32(buffer, position);
            position += 4;
            boolean named = false;
            while (true) {
                require(position < end, "source description without end");
                int item = buffer[position++] & 0xFF;
                if (item == 0) {
                    break;
                }
                require(position < end, "source description item cut off");
                int length = buffer[position++] & 0xFF;
                require(length <= end - position, "source description item cut off");
                // One name per source, or two-byte items would make thousands of records of one datagram.
                if (item == RtcpTypes.CNAME && !named) {
                    named = true;
                    packets.add(new SourceDescription(ssrc, text(buffer, position, length)));
                }
                position += length;
            }
            // The next chunk begins at a whole word.
            position += -(position - start) & 3;
        }
        if (packets.size() == before) {
            packets.add(new Unknown(RtcpTypes.SOURCE_DESCRIPTION, count));
        }
    }

    private static String text(byte[] buffer, int offset, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RtcpFormatException("CNAME is not UTF-8");
        }
    }

    private static Bye bye(byte[] buffer, int start, int end, int count) {
        require(end - start - RtcpTypes.HEADER >= 4 * count, "BYE cut off");
        List<Integer> ssrcs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ssrcs.add(BigEndian.int32(buffer, start + RtcpTypes.HEADER + 4 * i));
        }
        return new Bye(ssrcs);
    }

    /** The first {@link Nack#MAX_SEQUENCE_NUMBERS} are kept: a history holds no more, and resending costs. */
    private static Nack nack(byte[] buffer, int start, int end) {
        int position = start + RtcpTypes.FEEDBACK_HEADER;
        require(end - position >= RtcpTypes.NACK_ENTRY, "NACK without entry");
        List<Integer> lost = new ArrayList<>();
        for (; end - position >= RtcpTypes.NACK_ENTRY; position += RtcpTypes.NACK_ENTRY) {
            int first = BigEndian.uint16(buffer, position);
            int following = BigEndian.uint16(buffer, position + 2);
            lost.add(first);
            for (int bit = 0; bit < 16; bit++) {
                if (((following >> bit) & 1) != 0) {
                    lost.add((first + bit + 1) & 0xFFFF);
                }
            }
            if (lost.size() >= Nack.MAX_SEQUENCE_NUMBERS) {
                lost = lost.subList(0, Nack.MAX_SEQUENCE_NUMBERS);
                break;
            }
        }
        return new Nack(BigEndian.int32(buffer, start + 4), BigEndian.int32(buffer, start + 8), lost);
    }

    private static RtcpPacket payloadFeedback(byte[] buffer, int start, int end, int format) {
        require(end - start >= RtcpTypes.FEEDBACK_HEADER, "feedback cut off");
        int sender = BigEndian.int32(buffer, start + 4);
        return switch (format) {
            case RtcpTypes.PICTURE_LOSS -> new PictureLossIndication(sender, BigEndian.int32(buffer, start + 8));
            case RtcpTypes.FULL_INTRA ->
                new FullIntraRequest(sender, fullIntraEntries(buffer, start + RtcpTypes.FEEDBACK_HEADER, end));
            default -> new Unknown(RtcpTypes.PAYLOAD_FEEDBACK, format);
        };
    }

    private static List<FullIntraRequest.Entry> fullIntraEntries(byte[] buffer, int start, int end) {
        int count = (end - start) / RtcpTypes.FULL_INTRA_ENTRY;
        require(count >= 1 && count <= FullIntraRequest.MAX_ENTRIES, "FIR with none or too many entries");
        List<FullIntraRequest.Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = start + i * RtcpTypes.FULL_INTRA_ENTRY;
            entries.add(new FullIntraRequest.Entry(BigEndian.int32(buffer, at), buffer[at + 4] & 0xFF));
        }
        return entries;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new RtcpFormatException(otherwise);
        }
    }
}
