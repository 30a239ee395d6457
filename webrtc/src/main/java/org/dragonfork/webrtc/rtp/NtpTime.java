package org.dragonfork.webrtc.rtp;

/**
 * NTP timestamps as RTCP carries them (RFC 3550 section 4): 32 bits of seconds since 1900 and 32 bits of fraction, held in
 * one {@code long}; not a clock.
 *
 * <p>The short form is the middle 32 bits: seconds and fraction of 16 bits each, about 15 microseconds a unit. Seconds
 * wrap in 2036: values with the top bit clear are read as the era that begins there (RFC 4330 section 3), which covers
 * 1968 to 2104.
 */
public final class NtpTime {
    /** Seconds from 1900-01-01 to 1970-01-01: 70 years with 17 leap days. */
    private static final long UNIX_EPOCH_SECONDS = 2_208_988_800L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private NtpTime() {}

    /** The timestamp of a moment given in nanoseconds since 1970; exact to the nanosecond when read back. */
    public static long ofUnixNanos(long unixNanos) {
        long seconds = Math.floorDiv(unixNanos, NANOS_PER_SECOND) + UNIX_EPOCH_SECONDS;
        long fraction = (Math.floorMod(unixNanos, NANOS_PER_SECOND) << 32) / NANOS_PER_SECOND;
        return (seconds << 32) | fraction;
    }

    /** The moment of a timestamp in nanoseconds since 1970, 1968 to 2104. */
    public static long toUnixNanos(long ntpTime) {
        long seconds = ntpTime >>> 32;
        if (ntpTime >= 0) {
            seconds += 1L << 32;
        }
        return (seconds - UNIX_EPOCH_SECONDS) * NANOS_PER_SECOND + fractionNanos(ntpTime);
    }

    /** The short form of a timestamp: its middle 32 bits, as in "last SR". */
    public static int middle(long ntpTime) {
        return (int) (ntpTime >>> 16);
    }

    /** Nanoseconds from one timestamp to another, negative when {@code to} is earlier; at most 68 years apart. */
    public static long nanosBetween(long from, long to) {
        long difference = to - from;
        return (difference >> 32) * NANOS_PER_SECOND + fractionNanos(difference);
    }

    /** Nanoseconds from one short form to another, negative when {@code to} is earlier; at most 9 hours apart. */
    public static long shortNanosBetween(int from, int to) {
        return nanosOfShort(to - from);
    }

    /**
     * A duration in units of 1/65536 s, rounded down, as in "delay since last SR".
     *
     * @param nanos 0 and more; past 18 hours the field is full and stays at its largest value
     */
    public static int shortOfNanos(long nanos) {
        long seconds = nanos / NANOS_PER_SECOND;
        if (seconds > 0xFFFF) {
            return -1;
        }
        return (int) ((seconds << 16) | ((nanos % NANOS_PER_SECOND) << 16) / NANOS_PER_SECOND);
    }

    private static long nanosOfShort(int units) {
        return (units * NANOS_PER_SECOND + (1 << 15)) >> 16;
    }

    /** Rounded, so that what was rounded down in {@link #ofUnixNanos} comes back as it was. */
    private static long fractionNanos(long ntpTime) {
        return ((ntpTime & 0xFFFF_FFFFL) * NANOS_PER_SECOND + (1L << 31)) >>> 32;
    }
}
