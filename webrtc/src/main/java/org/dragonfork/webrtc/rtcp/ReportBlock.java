package org.dragonfork.webrtc.rtcp;

/**
 * What a receiver reports about one source (RFC 3550 section 6.4.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                             SSRC                              |
 * | fraction lost |            cumulative lost (signed)           |
 * |             extended highest sequence number                  |
 * |                            jitter                             |
 * |                           last SR                             |
 * |                    delay since last SR                        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param ssrc the source reported about
 * @param fractionLost lost since the report before, in 1/256: 0..255
 * @param cumulativeLost lost since the beginning, -2^23..2^23-1; negative when there were duplicates
 * @param extendedHighestSequence highest sequence number received, with the number of cycles above it: 0..2^32-1
 * @param jitter interarrival jitter in units of the RTP clock, 0..2^32-1
 * @param lastSenderReport middle 32 bits of the NTP time of the last sender report, 0 when there was none
 * @param delaySinceLastSenderReport time since that report in units of 1/65536 s, unsigned
 */
public record ReportBlock(
        int ssrc,
        int fractionLost,
        int cumulativeLost,
        long extendedHighestSequence,
        long jitter,
        int lastSenderReport,
        int delaySinceLastSenderReport) {
    private static final int MIN_CUMULATIVE = -(1 << 23);
    private static final int MAX_CUMULATIVE = (1 << 23) - 1;

    public ReportBlock {
        Field.requireRange("fraction lost", fractionLost, 0, 255);
        Field.requireRange("cumulative lost", cumulativeLost, MIN_CUMULATIVE, MAX_CUMULATIVE);
        Field.requireRange("extended highest sequence", extendedHighestSequence, 0, Field.MAX_UINT32);
        Field.requireRange("jitter", jitter, 0, Field.MAX_UINT32);
    }
}
