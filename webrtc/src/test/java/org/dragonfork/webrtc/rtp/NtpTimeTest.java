package org.dragonfork.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NtpTimeTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void placesTheUnixEpochWhereNtpHasIt() {
        // RFC 868 and RFC 5905: 2,208,988,800 seconds after 1900-01-01.
        assertThat(NtpTime.ofUnixNanos(0)).isEqualTo(0x83AA7E80_00000000L);
        assertThat(NtpTime.ofUnixNanos(SECOND / 2)).isEqualTo(0x83AA7E80_80000000L);
        assertThat(NtpTime.ofUnixNanos(-SECOND / 4)).isEqualTo(0x83AA7E7F_C0000000L);
    }

    @Test
    void readsBackEveryNanosecondAcrossTheEraOf2036() {
        var random = new SplittableRandom(1);
        long from = Instant.parse("1969-01-01T00:00:00Z").getEpochSecond();
        long to = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 100_000; i++) {
            long nanos = random.nextLong(from, to) * SECOND + random.nextLong(SECOND);
            assertThat(NtpTime.toUnixNanos(NtpTime.ofUnixNanos(nanos))).isEqualTo(nanos);
        }
        long eraOne = Instant.parse("2036-02-07T06:28:16Z").getEpochSecond() * SECOND;
        assertThat(NtpTime.ofUnixNanos(eraOne)).isZero();
        assertThat(NtpTime.toUnixNanos(0)).isEqualTo(eraOne);
    }

    @Test
    void cutsTheMiddleThirtyTwoBits() {
        assertThat(NtpTime.middle(0xb44db705_20000000L)).isEqualTo(0xb7052000);
    }

    @Test
    void computesTheRoundTripOfTheRfcExample() {
        // RFC 3550 figure 2: A - LSR - DLSR = 6.125 s.
        int arrival = 0xb7108000;
        int lastSenderReport = 0xb7052000;
        int delay = 0x00054000;
        assertThat(NtpTime.shortNanosBetween(lastSenderReport + delay, arrival)).isEqualTo(6_125_000_000L);
        assertThat(NtpTime.shortOfNanos(5_250_000_000L)).isEqualTo(delay);
    }

    @Test
    void measuresBothDirections() {
        long earlier = NtpTime.ofUnixNanos(1_700_000_000L * SECOND + 999_999_999);
        long later = NtpTime.ofUnixNanos(1_700_000_001L * SECOND + 1);
        assertThat(NtpTime.nanosBetween(earlier, later)).isBetween(1L, 3L);
        assertThat(NtpTime.nanosBetween(later, earlier)).isBetween(-3L, -1L);
        long eraOne = Instant.parse("2036-02-07T06:28:16Z").getEpochSecond() * SECOND;
        assertThat(NtpTime.nanosBetween(NtpTime.ofUnixNanos(eraOne - SECOND), NtpTime.ofUnixNanos(eraOne + SECOND)))
                .isEqualTo(2 * SECOND);
        assertThat(NtpTime.shortNanosBetween(0xFFFF8000, 0x00008000)).isEqualTo(SECOND);
        assertThat(NtpTime.shortNanosBetween(0x00008000, 0xFFFF8000)).isEqualTo(-SECOND);
    }

    @Test
    void fillsTheDelayFieldInsteadOfWrapping() {
        assertThat(NtpTime.shortOfNanos(0)).isZero();
        assertThat(NtpTime.shortOfNanos(65_535 * SECOND)).isEqualTo(0xFFFF0000);
        assertThat(NtpTime.shortOfNanos(65_536 * SECOND)).isEqualTo(0xFFFFFFFF);
        assertThat(NtpTime.shortOfNanos(Long.MAX_VALUE)).isEqualTo(0xFFFFFFFF);
    }
}
