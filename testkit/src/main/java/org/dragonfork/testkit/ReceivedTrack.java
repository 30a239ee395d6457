package org.dragonfork.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.dragonfork.webrtc.rtp.SequenceNumber;

/** What a test viewer got of one SSRC. */
public final class ReceivedTrack {
    /**
     * One packet as received.
     *
     * @param timestamp unsigned
     */
    public record Packet(int sequence, long timestamp, boolean marker, int payloadType, int payloadLength) {}

    private final int ssrc;
    private final boolean keep;
    private final List<Packet> packets = new ArrayList<>();
    private long count;
    private long bytes;
    private int highest = -1;
    private long extended;
    private long firstExtended;
    private long reordered;
    private long lastReportExpected;
    private long lastReportCount;
    private int lastReportMiddle;
    private long lastReportNanos;

    ReceivedTrack(int ssrc, boolean keep) {
        this.ssrc = ssrc;
        this.keep = keep;
    }

    void add(Packet packet) {
        if (highest < 0) {
            highest = packet.sequence();
            extended = packet.sequence();
            firstExtended = extended;
        } else {
            int step = SequenceNumber.distance(highest, packet.sequence());
            if (step > 0) {
                highest = packet.sequence();
                extended += step;
            } else {
                reordered++;
            }
        }
        count++;
        bytes += packet.payloadLength();
        if (keep) {
            packets.add(packet);
        }
    }

    /** Sequence numbers that are missing between those of the packets kept, by the order in which they were sent. */
    public List<Integer> missing() {
        var seen = new HashSet<Integer>();
        packets.forEach(packet -> seen.add(packet.sequence()));
        var missing = new ArrayList<Integer>();
        for (long index = firstExtended; index <= extended; index++) {
            if (!seen.contains((int) (index & 0xffff))) {
                missing.add((int) (index & 0xffff));
            }
        }
        return missing;
    }

    void senderReport(int ntpMiddle, long nowNanos) {
        lastReportMiddle = ntpMiddle;
        lastReportNanos = nowNanos;
    }

    /** Fraction of 256 lost since the last call (RFC 3550 appendix A.3). */
    int fractionLost() {
        long expected = expected();
        long expectedNow = expected - lastReportExpected;
        long gotNow = count - lastReportCount;
        lastReportExpected = expected;
        lastReportCount = count;
        return expectedNow <= 0 || gotNow >= expectedNow ? 0 : (int) (((expectedNow - gotNow) << 8) / expectedNow);
    }

    int lastReportMiddle() {
        return lastReportMiddle;
    }

    long lastReportNanos() {
        return lastReportNanos;
    }

    public int ssrc() {
        return ssrc;
    }

    /** Packets in the order they came; only when the viewer keeps them. */
    public List<Packet> packets() {
        return packets;
    }

    public long count() {
        return count;
    }

    public long bytes() {
        return bytes;
    }

    /** Packets between the first and the highest sequence number. */
    public long expected() {
        return highest < 0 ? 0 : extended - firstExtended + 1;
    }

    public long lost() {
        return Math.max(0, expected() - count);
    }

    public long extendedHighest() {
        return extended;
    }

    public long reordered() {
        return reordered;
    }
}
