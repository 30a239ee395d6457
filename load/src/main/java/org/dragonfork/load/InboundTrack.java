package org.dragonfork.load;

import org.dragonfork.webrtc.rtcp.ReportBlock;
import org.dragonfork.webrtc.rtp.NtpTime;
import org.dragonfork.webrtc.rtp.SequenceNumber;

/** What came of one SSRC, counted as RFC 3550 appendix A does; packets are unique already, SRTP drops repeated ones. */
final class InboundTrack {
    /** A step larger than this is a source that began anew, not loss (MAX_DROPOUT of RFC 3550 appendix A.1). */
    private static final int MOST_STEP = 3_000;

    private static final int MOST_CUMULATIVE = (1 << 23) - 1;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int ssrc;
    private final AcceptedTrack accepted;
    private final MissingPackets missing = new MissingPackets();
    private long base = -1;
    private long highest;
    private long expectedBefore;
    private long received;
    private long reordered;
    private long restarts;
    private int lastTransit;
    private double jitterTicks;
    private long reportedExpected;
    private long reportedReceived;
    private int lastSenderReport;
    private long lastSenderReportNanos;

    InboundTrack(int ssrc, AcceptedTrack accepted) {
        this.ssrc = ssrc;
        this.accepted = accepted;
    }

    void add(int sequence, int timestamp, long nowNanos) {
        received++;
        jitter(timestamp, nowNanos);
        if (base < 0) {
            base = 1L << 16 | sequence;
            highest = base;
            return;
        }
        int step = SequenceNumber.distance((int) highest & 0xffff, sequence);
        if (Math.abs(step) > MOST_STEP) {
            expectedBefore += highest - base + 1;
            base = (highest & ~0xffffL) + (1L << 16) | sequence;
            highest = base;
            restarts++;
            missing.clear();
        } else if (step > 0) {
            if (step > 1 && accepted.nack()) {
                missing.gap(highest + 1, highest + step, nowNanos);
            }
            highest += step;
        } else {
            reordered++;
            base = Math.min(base, highest + step);
            missing.late(highest + step);
        }
    }

    /** RFC 3550 appendix A.8. */
    private void jitter(int timestamp, long nowNanos) {
        long rate = accepted.clockRate();
        long arrival = nowNanos / NANOS_PER_SECOND * rate + nowNanos % NANOS_PER_SECOND * rate / NANOS_PER_SECOND;
        // Only the low 32 bits mean anything: timestamps wrap.
        int transit = (int) arrival - timestamp;
        if (received > 1) {
            jitterTicks += (Math.abs(transit - lastTransit) - jitterTicks) / 16;
        }
        lastTransit = transit;
    }

    void senderReport(long ntpTime, long nowNanos) {
        lastSenderReport = NtpTime.middle(ntpTime);
        lastSenderReportNanos = nowNanos;
    }

    /** What a receiver report says of it, from the report before to now (RFC 3550 section 6.4.1). */
    ReportBlock report(long nowNanos) {
        long expectedNow = expected() - reportedExpected;
        long lostNow = expectedNow - (received - reportedReceived);
        reportedExpected = expected();
        reportedReceived = received;
        int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
        int delay = lastSenderReport == 0 ? 0 : NtpTime.shortOfNanos(nowNanos - lastSenderReportNanos);
        return new ReportBlock(
                ssrc,
                fraction,
                Math.clamp(lost(), -MOST_CUMULATIVE, MOST_CUMULATIVE),
                // Cycles begin at zero on the wire.
                (highest - (1L << 16)) & 0xffff_ffffL,
                (long) jitterTicks,
                lastSenderReport,
                delay);
    }

    int ssrc() {
        return ssrc;
    }

    AcceptedTrack accepted() {
        return accepted;
    }

    MissingPackets missing() {
        return missing;
    }

    /** Packets that were sent, from the first to the highest that came. */
    long expected() {
        return base < 0 ? 0 : expectedBefore + highest - base + 1;
    }

    long received() {
        return received;
    }

    long lost() {
        return expected() - received;
    }

    long reordered() {
        return reordered;
    }

    /** How often the sequence numbers began anew. */
    long restarts() {
        return restarts;
    }

    /** Interarrival jitter now, in nanoseconds. */
    long jitterNanos() {
        return (long) (jitterTicks * NANOS_PER_SECOND / accepted.clockRate());
    }
}
