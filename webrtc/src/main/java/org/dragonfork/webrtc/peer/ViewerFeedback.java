package org.dragonfork.webrtc.peer;

import java.util.List;
import org.dragonfork.webrtc.rtcp.ReportBlock;
import org.dragonfork.webrtc.rtcp.RtcpPacket;

/**
 * What a viewer said about what it receives: counts, and the numbers of its last receiver report (RFC 3550 section 6.4.2).
 * Plain fields of the owner thread.
 */
public final class ViewerFeedback {
    /** How many sender reports are remembered for the round trip; a viewer answers the last one or two. */
    private static final int REMEMBERED_REPORTS = 8;

    private final int[] reportNtp = new int[REMEMBERED_REPORTS];
    private final long[] reportSentNanos = new long[REMEMBERED_REPORTS];
    private int nextReport;
    private long reports;
    private long nacks;
    private long nackedPackets;
    private long pictureLosses;
    private long fullIntraRequests;
    private long unreadable;
    private double lossFraction;
    private double jitterSeconds;
    private long roundTripNanos = -1;

    ViewerFeedback() {}

    /** Remembers a sender report, to find it again in the LSR field of a receiver report. */
    void reportSent(int ntpMiddle, long nowNanos) {
        reportNtp[nextReport] = ntpMiddle;
        reportSentNanos[nextReport] = nowNanos;
        nextReport = (nextReport + 1) % REMEMBERED_REPORTS;
    }

    /** Takes an authenticated compound packet in; {@code tracks} are the viewer's. */
    void take(List<RtcpPacket> compound, List<OutboundTrack> tracks, long nowNanos) {
        for (RtcpPacket packet : compound) {
            switch (packet) {
                case RtcpPacket.ReceiverReport report -> takeBlocks(report.blocks(), tracks, nowNanos);
                case RtcpPacket.SenderReport report -> takeBlocks(report.blocks(), tracks, nowNanos);
                case RtcpPacket.Nack nack -> {
                    nacks++;
                    nackedPackets += nack.sequenceNumbers().size();
                }
                case RtcpPacket.PictureLossIndication _ -> pictureLosses++;
                case RtcpPacket.FullIntraRequest _ -> fullIntraRequests++;
                case RtcpPacket.SourceDescription _, RtcpPacket.Bye _, RtcpPacket.Unknown _ -> {
                    // Nothing that a one-way server acts on.
                }
            }
        }
    }

    void unreadable() {
        unreadable++;
    }

    /** Report blocks about our tracks. */
    public long reports() {
        return reports;
    }

    /** Generic NACK messages. */
    public long nacks() {
        return nacks;
    }

    /** Packets that NACK messages asked for. */
    public long nackedPackets() {
        return nackedPackets;
    }

    /** PLI messages. */
    public long pictureLosses() {
        return pictureLosses;
    }

    /** FIR messages. */
    public long fullIntraRequests() {
        return fullIntraRequests;
    }

    /** RTCP that failed authentication, was replayed or did not parse. */
    public long unreadablePackets() {
        return unreadable;
    }

    /** Worst share of packets lost over the tracks in the last report, 0 to 1. */
    public double lossFraction() {
        return lossFraction;
    }

    /** Interarrival jitter of the last report. */
    public double jitterSeconds() {
        return jitterSeconds;
    }

    /** Round trip by LSR and DLSR, negative while unknown. */
    public long roundTripNanos() {
        return roundTripNanos;
    }

    private void takeBlocks(List<ReportBlock> blocks, List<OutboundTrack> tracks, long nowNanos) {
        double worst = 0;
        boolean ours = false;
        for (ReportBlock block : blocks) {
            for (OutboundTrack track : tracks) {
                if (track.negotiated().ssrc() == block.ssrc()) {
                    ours = true;
                    reports++;
                    track.heardReport(block);
                    worst = Math.max(worst, block.fractionLost() / 256.0);
                    jitterSeconds = block.jitter() / (double) track.clockRate();
                    takeRoundTrip(block, nowNanos);
                }
            }
        }
        if (ours) {
            lossFraction = worst;
        }
    }

    private void takeRoundTrip(ReportBlock block, long nowNanos) {
        if (block.lastSenderReport() == 0) {
            return;
        }
        for (int i = 0; i < REMEMBERED_REPORTS; i++) {
            if (reportNtp[i] == block.lastSenderReport()) {
                // DLSR counts in 1/65536 s (RFC 3550 section 6.4.1).
                long heldNanos = (Integer.toUnsignedLong(block.delaySinceLastSenderReport()) * 1_000_000_000L) >> 16;
                roundTripNanos = Math.max(0, nowNanos - reportSentNanos[i] - heldNanos);
                return;
            }
        }
    }
}
