package org.dragonfork.webrtc.peer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dragonfork.webrtc.rtcp.ReportBlock;
import org.dragonfork.webrtc.rtp.OneByteExtensions;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.rtp.SequenceNumber;
import org.dragonfork.webrtc.sdp.NegotiatedTrack;

/**
 * One track as one viewer gets it: the header that the viewer negotiated in front of payload that all viewers share.
 *
 * <p>Sequence numbers are the track's plus an offset of the viewer's own, chosen so that the viewer's first packet has a
 * number below 2^15. Then the rollover counter cannot be guessed wrong when the first packets are lost (RFC 3711 section
 * 3.3.1).
 */
public final class OutboundTrack {
    private static final int FIXED_HEADER = 12;

    private static final byte[] NONE = {};

    private final NegotiatedTrack negotiated;
    private final int clockRate;
    private final int firstSequence;
    private final byte[] midExtension;
    private int sequenceOffset;
    private boolean started;
    private boolean announceMid;
    private long packets;
    private long octets;
    private int lastSequence;
    /** The last sequence number, counted on over its wraps. */
    private long lastIndex;

    /** Packets from this index on have no MID. */
    private long bareFrom = Long.MAX_VALUE;

    private long reports;
    private double lossRatio;
    private double jitterSeconds;
    private long lostPackets;

    /**
     * @param clockRate ticks of a timestamp in a second
     * @param firstSequence number of the first packet the viewer gets, 0 to 32767
     */
    public OutboundTrack(NegotiatedTrack negotiated, int clockRate, int firstSequence) {
        if (firstSequence < 0 || firstSequence > 0x7fff) {
            throw new IllegalArgumentException("first sequence number " + firstSequence + " is not in 0..32767");
        }
        this.negotiated = negotiated;
        this.clockRate = clockRate;
        this.firstSequence = firstSequence;
        this.midExtension = midExtension(negotiated);
        this.announceMid = midExtension.length > 0;
    }

    /**
     * Writes the header of a packet into {@code target} and returns its length, 12 or, until the viewer's first report,
     * with the MID extension (RFC 9143 section 15.2) some bytes more. The caller seals the payload behind it.
     *
     * @param sequence the track's sequence number, any int; the low 16 bits count
     * @param timestamp the track's RTP timestamp
     */
    public int writeHeader(byte[] target, int offset, int sequence, int timestamp, boolean marker) {
        if (!started) {
            started = true;
            sequenceOffset = firstSequence - sequence;
            lastSequence = firstSequence;
            lastIndex = firstSequence;
        }
        int next = (sequence + sequenceOffset) & 0xffff;
        lastIndex += SequenceNumber.distance(lastSequence, next);
        lastSequence = next;
        return write(target, offset, next, timestamp, marker, announceMid);
    }

    /**
     * Writes the header of a packet that was written before, to the same bytes: with the MID only if it had it.
     *
     * @return its length, or negative when no packet with this number was written
     */
    int writeHeaderAgain(byte[] target, int offset, int sequence, int timestamp, boolean marker) {
        int wanted = (sequence + sequenceOffset) & 0xffff;
        int back = SequenceNumber.distance(wanted, lastSequence);
        long index = lastIndex - back;
        if (!started || back < 0 || index < firstSequence) {
            return -1;
        }
        return write(target, offset, wanted, timestamp, marker, midExtension.length > 0 && index < bareFrom);
    }

    /** The track's sequence number of a packet by the viewer's. */
    public int trackSequence(int viewerSequence) {
        return (viewerSequence - sequenceOffset) & 0xffff;
    }

    private int write(byte[] target, int offset, int sequence, int timestamp, boolean marker, boolean withMid) {
        target[offset] = (byte) (withMid ? 0x90 : 0x80);
        target[offset + 1] = (byte) (marker ? negotiated.payloadType() | 0x80 : negotiated.payloadType());
        RtpHeader.setSequenceNumber(target, offset, sequence);
        RtpHeader.setTimestamp(target, offset, timestamp);
        RtpHeader.setSsrc(target, offset, negotiated.ssrc());
        if (!withMid) {
            return FIXED_HEADER;
        }
        System.arraycopy(midExtension, 0, target, offset + FIXED_HEADER, midExtension.length);
        return FIXED_HEADER + midExtension.length;
    }

    /** Counts a packet that was sealed, for sender reports (RFC 3550 section 6.4.1). */
    public void sent(int payloadLength) {
        packets++;
        octets += payloadLength;
    }

    /** The viewer reported, so it knows which SSRC belongs to which m-line. */
    void heardReport(ReportBlock block) {
        if (announceMid) {
            announceMid = false;
            bareFrom = started ? lastIndex + 1 : 0;
        }
        reports++;
        lossRatio = block.fractionLost() / 256.0;
        jitterSeconds = block.jitter() / (double) clockRate;
        // Duplicates let the viewer's number fall; what was lost stays lost.
        lostPackets = Math.max(lostPackets, block.cumulativeLost());
    }

    public NegotiatedTrack negotiated() {
        return negotiated;
    }

    /** Ticks of a timestamp in a second. */
    public int clockRate() {
        return clockRate;
    }

    /** Packets sent so far. */
    public long packets() {
        return packets;
    }

    /** Report blocks heard so far. */
    public long reports() {
        return reports;
    }

    /** Share of packets lost in the last report, 0 to 1. */
    public double lossRatio() {
        return lossRatio;
    }

    /** Interarrival jitter of the last report (RFC 3550 section 6.4.1). */
    public double jitterSeconds() {
        return jitterSeconds;
    }

    /** Packets that the viewer missed so far, at least 0. */
    public long lostPackets() {
        return lostPackets;
    }

    /** Payload bytes sent so far. */
    public long octets() {
        return octets;
    }

    private static byte[] midExtension(NegotiatedTrack track) {
        byte[] mid = track.mid().getBytes(StandardCharsets.UTF_8);
        if (track.midExtensionId().isEmpty() || mid.length == 0 || mid.length > OneByteExtensions.MAX_VALUE_LENGTH) {
            return NONE;
        }
        int id = track.midExtensionId().getAsInt();
        // Ids 1 to 14 fit the one-byte form (RFC 8285 section 4.2); with another the viewer goes by SSRC alone.
        if (id < 1 || id > 14) {
            return NONE;
        }
        byte[] block = new byte[4 + 4 * 5];
        int end = OneByteExtensions.begin(block, 0);
        end = OneByteExtensions.append(block, end, id, mid);
        return Arrays.copyOf(block, OneByteExtensions.finish(block, 0, end));
    }
}
