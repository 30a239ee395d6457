package org.dragonfork.egress;

/** The two clocks of the outside, given in: this module reads none itself. Safe for use from any thread. */
public interface EgressClock {
    /** A clock that never goes back, origin unknown. */
    long nanos();

    /** Wall clock, nanoseconds since 1970. */
    long unixNanos();
}
