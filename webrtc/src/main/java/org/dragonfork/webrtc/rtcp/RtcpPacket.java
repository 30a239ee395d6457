package org.dragonfork.webrtc.rtcp;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One RTCP packet of a compound (RFC 3550 section 6, RFC 4585 section 6, RFC 5104 section 4.3); values only, no bytes.
 *
 * <p>Every packet begins with this word:
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P| count or| packet type   |    length in words - 1        |
 * |     | format  |               |                               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public sealed interface RtcpPacket {
    /** Most report blocks or BYE sources in one packet: the count has 5 bits. */
    int MAX_COUNT = 31;

    /**
     * Sender report (RFC 3550 section 6.4.1): what was sent, and which wall-clock time an RTP timestamp belongs to.
     *
     * @param ntpTime 64-bit NTP time
     * @param rtpTimestamp the same moment on the RTP clock
     * @param packetCount RTP packets sent, 0..2^32-1
     * @param octetCount payload bytes sent, 0..2^32-1
     * @param blocks at most {@value #MAX_COUNT}
     */
    record SenderReport(
            int ssrc, long ntpTime, int rtpTimestamp, long packetCount, long octetCount, List<ReportBlock> blocks)
            implements RtcpPacket {
        public SenderReport {
            blocks = List.copyOf(blocks);
            Field.requireRange("packet count", packetCount, 0, Field.MAX_UINT32);
            Field.requireRange("octet count", octetCount, 0, Field.MAX_UINT32);
            Field.requireRange("number of report blocks", blocks.size(), 0, MAX_COUNT);
        }
    }

    /**
     * Receiver report (RFC 3550 section 6.4.2).
     *
     * @param ssrc who reports
     * @param blocks at most {@value #MAX_COUNT}
     */
    record ReceiverReport(int ssrc, List<ReportBlock> blocks) implements RtcpPacket {
        public ReceiverReport {
            blocks = List.copyOf(blocks);
            Field.requireRange("number of report blocks", blocks.size(), 0, MAX_COUNT);
        }
    }

    /**
     * Source description of one source, its CNAME only (RFC 3550 section 6.5.1). A packet with several sources is read as
     * several of these.
     *
     * @param cname at most 255 bytes of UTF-8
     */
    record SourceDescription(int ssrc, String cname) implements RtcpPacket {
        public SourceDescription {
            Field.requireRange("bytes of the CNAME", cname.getBytes(StandardCharsets.UTF_8).length, 0, 255);
        }
    }

    /**
     * These sources end (RFC 3550 section 6.6). The reason text is not kept.
     *
     * @param ssrcs at most {@value #MAX_COUNT}
     */
    record Bye(List<Integer> ssrcs) implements RtcpPacket {
        public Bye {
            ssrcs = List.copyOf(ssrcs);
            Field.requireRange("number of sources", ssrcs.size(), 0, MAX_COUNT);
        }
    }

    /**
     * Generic NACK (RFC 4585 section 6.2.1): these packets were not received.
     *
     * @param sender who asks
     * @param media the source whose packets are missing
     * @param sequenceNumbers each 0..65535; 1 to {@value #MAX_SEQUENCE_NUMBERS}
     */
    record Nack(int sender, int media, List<Integer> sequenceNumbers) implements RtcpPacket {
        /** As many packets as browsers keep asking for (libwebrtc's list holds 1000); more is a broken receiver. */
        public static final int MAX_SEQUENCE_NUMBERS = 1024;

        public Nack {
            sequenceNumbers = List.copyOf(sequenceNumbers);
            Field.requireRange("number of lost packets", sequenceNumbers.size(), 1, MAX_SEQUENCE_NUMBERS);
            for (int sequenceNumber : sequenceNumbers) {
                Field.requireRange("sequence number", sequenceNumber, 0, 0xFFFF);
            }
        }
    }

    /** Picture loss indication (RFC 4585 section 6.3.1): the receiver of {@code media} lost the picture. */
    record PictureLossIndication(int sender, int media) implements RtcpPacket {}

    /**
     * Full intra request (RFC 5104 section 4.3.1): each named source shall send a keyframe.
     *
     * @param entries 1 to {@value #MAX_ENTRIES}
     */
    record FullIntraRequest(int sender, List<Entry> entries) implements RtcpPacket {
        /** One per source of a receive-only session would be enough. */
        public static final int MAX_ENTRIES = 64;

        public FullIntraRequest {
            entries = List.copyOf(entries);
            Field.requireRange("number of requests", entries.size(), 1, MAX_ENTRIES);
        }

        /**
         * A request to one source.
         *
         * @param sequence 0..255; the same number again is the same request again
         */
        public record Entry(int ssrc, int sequence) {
            public Entry {
                Field.requireRange("request sequence", sequence, 0, 255);
            }
        }
    }

    /**
     * A well-formed packet of another kind, whose content is not read: APP, extended reports, transport-cc, REMB and all
     * that is to come. Counted, not an error.
     *
     * @param packetType 0..255
     * @param countOrFormat 0..31
     */
    record Unknown(int packetType, int countOrFormat) implements RtcpPacket {
        public Unknown {
            Field.requireRange("packet type", packetType, 0, 255);
            Field.requireRange("count or format", countOrFormat, 0, MAX_COUNT);
        }
    }
}
