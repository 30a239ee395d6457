package org.dragonfork.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtcp.ReportBlock;
import org.junit.jupiter.api.Test;

class InboundTrackTest {
    private static final long MILLI = 1_000_000;

    private final InboundTrack track =
            new InboundTrack(7, new AcceptedTrack(MediaKind.VIDEO, 102, "H264", 90_000, true, true, 0));

    @Test
    void countsWhatIsMissingAcrossTheWrap() {
        for (int sequence : new int[] {65_533, 65_534, 1, 2}) {
            track.add(sequence, 0, 0);
        }

        assertThat(track.expected()).isEqualTo(6);
        assertThat(track.lost()).isEqualTo(2);
        assertThat(track.reordered()).isZero();
    }

    @Test
    void whatComesLateIsNotLost() {
        for (int sequence : new int[] {10, 12, 11, 9}) {
            track.add(sequence, 0, 0);
        }

        assertThat(track.expected()).isEqualTo(4);
        assertThat(track.lost()).isZero();
        assertThat(track.reordered()).isEqualTo(2);
    }

    @Test
    void aSourceThatBeginsAnewIsNoLoss() {
        for (int sequence : new int[] {10, 11, 40_000, 40_001}) {
            track.add(sequence, 0, 0);
        }

        assertThat(track.lost()).isZero();
        assertThat(track.restarts()).isEqualTo(1);
    }

    @Test
    void reportsTheShareLostSinceTheReportBefore() {
        for (int i = 0; i < 100; i++) {
            track.add(i, 0, 0);
        }
        assertThat(track.report(0).fractionLost()).isZero();
        for (int i = 100; i < 200; i += 2) {
            track.add(i, 0, 0);
        }

        ReportBlock report = track.report(0);
        assertThat(report.fractionLost()).isCloseTo(128, within(2));
        assertThat(report.cumulativeLost()).isEqualTo(49);
        assertThat(report.extendedHighestSequence()).isEqualTo(198);
        assertThat(track.report(0).fractionLost()).isZero();
    }

    @Test
    void tellsWhenTheLastSenderReportCame() {
        track.add(1, 0, 0);
        track.senderReport(0x1234_5678_9abc_def0L, 0);

        ReportBlock report = track.report(500 * MILLI);
        assertThat(report.lastSenderReport()).isEqualTo(0x5678_9abc);
        assertThat(report.delaySinceLastSenderReport()).isEqualTo(32_768);
    }

    @Test
    void evenArrivalHasNoJitterAndUnevenArrivalHas() {
        for (int i = 0; i < 200; i++) {
            track.add(i, i * 3_600, i * 40L * MILLI);
        }
        assertThat(track.jitterNanos()).isLessThan(MILLI / 10);
        for (int i = 200; i < 600; i++) {
            track.add(i, i * 3_600, (i * 40L + (i % 2) * 8L) * MILLI);
        }

        assertThat(track.jitterNanos()).isCloseTo(8 * MILLI, within(MILLI));
    }

    @Test
    void asksForAHoleAFewTimesAndNotAtOnce() {
        track.add(65_535, 0, 0);
        track.add(2, 0, 0);
        MissingPackets missing = track.missing();

        assertThat(missing.due(MissingPackets.FIRST_WAIT_NANOS - 1)).isEmpty();
        long now = MissingPackets.FIRST_WAIT_NANOS;
        for (int i = 0; i < MissingPackets.TRIES; i++) {
            assertThat(missing.due(now)).isEqualTo(List.of(0, 1));
            assertThat(missing.due(now)).isEmpty();
            now += MissingPackets.NEXT_WAIT_NANOS;
        }
        assertThat(missing.due(now)).isEmpty();
        assertThat(missing.askedFor()).isEqualTo(2L * MissingPackets.TRIES);
    }

    @Test
    void countsWhatCameBecauseItWasAskedFor() {
        track.add(1, 0, 0);
        track.add(4, 0, 0);
        track.add(2, 0, 0);
        assertThat(track.missing().due(MissingPackets.FIRST_WAIT_NANOS)).containsExactly(3);
        track.add(3, 0, 0);

        assertThat(track.missing().recovered()).isEqualTo(1);
        assertThat(track.lost()).isZero();
    }

    @Test
    void doesNotAskForAHoleThatIsALostConnection() {
        track.add(1, 0, 0);
        track.add(1_000, 0, 0);

        assertThat(track.missing().due(Long.MAX_VALUE / 2)).isEmpty();
        assertThat(track.lost()).isEqualTo(998);
    }
}
